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
import java.util.regex.Pattern;

/** Decimals digit for digit: a JSON number, or a string that is one by JSON's grammar; never through a double. */
final class ExactDecimal {
    private static final int MOST_CHARACTERS = 1_000;
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

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
            if (!NUMBER.matcher(text).matches()) {
                return context.reportInputMismatch(this, "should be a number by JSON's grammar");
            }
            try {
                return new BigDecimal(text);
            } catch (NumberFormatException e) {
                return context.reportInputMismatch(this, "is a number with an exponent out of range");
            }
        }
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
