package dev.saga.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.math.BigDecimal;

/** Decimals digit for digit: a JSON number, or a string that is one by JSON's grammar; never through a double. */
final class ExactDecimal {
    private static final int MOST_CHARACTERS = 1_000;

    private ExactDecimal() {}

    static final class Reader extends StdScalarDeserializer<BigDecimal> {
        private static final long serialVersionUID = 1L;

        Reader() {
            super(BigDecimal.class);
        }

        @Override
        public BigDecimal deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonToken token = parser.currentToken();
            if (token != JsonToken.VALUE_STRING && !token.isNumeric()) {
                return context.reportInputMismatch(this, "should be a number");
            }
            if (parser.getTextLength() > MOST_CHARACTERS) {
                return context.reportInputMismatch(this, "is a number of more than " + MOST_CHARACTERS + " characters");
            }
            String text = parser.getText();
            if (!isNumber(text)) {
                return context.reportInputMismatch(this, "should be a number by JSON's grammar");
            }
            try {
                return new BigDecimal(text);
            } catch (NumberFormatException e) {
                return context.reportInputMismatch(this, "is a number with an exponent out of range");
            }
        }
    }

    /** By JSON's grammar: {@code -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?}. */
    private static boolean isNumber(String text) {
        int whole = after("-", text, 0);
        int end = afterDigits(text, whole);
        boolean isNumber = end > whole && (end == whole + 1 || text.charAt(whole) != '0');
        int fraction = after(".", text, end);
        if (fraction > end) {
            end = afterDigits(text, fraction);
            isNumber &= end > fraction;
        }
        int exponent = after("eE", text, end);
        if (exponent > end) {
            exponent = after("+-", text, exponent);
            end = afterDigits(text, exponent);
            isNumber &= end > exponent;
        }
        return isNumber && end == text.length();
    }

    private static int after(String oneOf, String text, int at) {
        return at < text.length() && oneOf.indexOf(text.charAt(at)) >= 0 ? at + 1 : at;
    }

    private static int afterDigits(String text, int at) {
        int end = at;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    static final class Writer extends StdScalarSerializer<BigDecimal> {
        private static final long serialVersionUID = 1L;

        Writer() {
            super(BigDecimal.class);
        }

        @Override
        public void serialize(BigDecimal value, JsonGenerator generator, SerializerProvider provider)
                throws IOException {
            generator.writeString(value.toPlainString());
        }
    }
}
