package dev.saga.runner.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes one JSON object as UTF-8, field by field in the order of the contract. Safe for use by many threads. */
public final class JsonText {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    /** Writes the fields of an object whose braces are written already. */
    @FunctionalInterface
    public interface Fields {
        /** @throws IOException as the generator does */
        void write(JsonGenerator generator) throws IOException;
    }

    private JsonText() {}

    /** The object with these fields. */
    public static byte[] object(Fields fields) {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = FACTORY.createGenerator(bytes)) {
            generator.writeStartObject();
            fields.write(generator);
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("JSON could not be written into memory", e);
        }
        return bytes.toByteArray();
    }
}
