package dev.saga.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.saga.message.Codec;
import dev.saga.message.MalformedMessage;
import dev.saga.message.Utf8;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;

/**
 * Records as JSON objects, strictly by RFC 8259: no byte order mark, nothing after the object, no duplicate names, no
 * value taken for one of another type. Unknown fields are passed over. Decimals are read digit for digit and written as
 * strings in plain notation; empty texts and lists are not written.
 */
public final class JacksonCodec implements Codec {
    private static final int ANY_LENGTH = 1 << 20;

    private final ObjectMapper mapper;

    private final ClassValue<ObjectReader> readers = new ClassValue<>() {
        @Override
        protected ObjectReader computeValue(Class<?> type) {
            return mapper.readerFor(type);
        }
    };

    /** A codec. */
    public JacksonCodec() {
        var constraints = StreamReadConstraints.builder()
                .maxNumberLength(ANY_LENGTH)
                .maxNameLength(ANY_LENGTH)
                .build();
        var values = new SimpleModule()
                .addDeserializer(BigDecimal.class, new ExactDecimal.Reader())
                .addSerializer(BigDecimal.class, new ExactDecimal.Writer())
                .addDeserializer(String.class, new StrictText())
                .addDeserializer(int.class, new StrictInteger());
        this.mapper = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(constraints)
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                        .build())
                .addModule(values)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.USE_DEFAULTS))
                .build();
    }

    @Override
    public byte[] encode(Object record) {
        try {
            return mapper.writeValueAsBytes(record);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "a " + record.getClass().getName() + " cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    @Override
    public <T> T decode(byte[] json, Class<T> type) {
        try {
            // From bytes, Jackson would take a byte order mark and guess other encodings.
            String text = Utf8.decode(json);
            if (!text.stripLeading().startsWith("{")) {
                throw new MalformedMessage("its value should be a JSON object");
            }
            return readers.get(type).readValue(text);
        } catch (CharacterCodingException e) {
            throw new MalformedMessage("its value is not valid UTF-8");
        } catch (ValueInstantiationException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new MalformedMessage(String.valueOf(cause.getMessage()));
        } catch (JsonMappingException e) {
            throw new MalformedMessage(path(e) + inOurWords(e.getOriginalMessage()));
        } catch (JsonProcessingException e) {
            throw new MalformedMessage("its value is no JSON: " + oneLine(e.getOriginalMessage()));
        }
    }

    private static String path(JsonMappingException e) {
        var names = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() == null) {
                names.append('[').append(step.getIndex()).append(']');
            } else {
                names.append(names.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return names.isEmpty() ? "" : names.append(": ").toString();
    }

    /** Of what the JSON library says, its own classes and switches mean nothing to who reads the dead letter. */
    private static String inOurWords(String message) {
        if (message.startsWith("Trailing token")) {
            return "there is something behind the JSON object";
        }
        return message.startsWith("Cannot ") ? "is a value of another type than it should be" : oneLine(message);
    }

    private static String oneLine(String message) {
        int advice = message.indexOf(": enable `");
        String line = (advice < 0 ? message : message.substring(0, advice)).replaceAll("\\p{Cntrl}", " ");
        return line.length() <= 300 ? line : line.substring(0, 300) + "…";
    }
}
