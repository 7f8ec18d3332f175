package dev.saga.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;

/** A whole number is a JSON number written without point or exponent, and within the range of an int. */
final class StrictInteger extends StdScalarDeserializer<Integer> {
    private static final long serialVersionUID = 1L;
    private static final int MOST_CHARACTERS = 11;

    StrictInteger() {
        super(Integer.class);
    }

    @Override
    public Integer deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            return context.reportInputMismatch(this, "should be a whole number, written without point or exponent");
        }
        if (parser.getTextLength() > MOST_CHARACTERS) {
            return context.reportInputMismatch(this, "is out of range");
        }
        long value = Long.parseLong(parser.getText());
        if (value != (int) value) {
            return context.reportInputMismatch(this, "is out of range");
        }
        return (int) value;
    }

    @Override
    public Integer getNullValue(DeserializationContext context) throws JsonMappingException {
        return context.reportInputMismatch(this, "should be a whole number, and is missing");
    }
}
