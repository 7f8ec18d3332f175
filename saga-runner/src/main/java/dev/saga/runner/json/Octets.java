package dev.saga.runner.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.saga.message.Utf8;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Bytes from outside, shown as text where they are one, and as base64 (RFC 4648) where not. */
public final class Octets {
    private Octets() {}

    /** The text: valid UTF-8, without control characters but tab, line feed and carriage return. */
    public static Optional<String> text(byte[] bytes) {
        try {
            String text = Utf8.decode(bytes);
            return text.chars().anyMatch(Octets::unfit) ? Optional.empty() : Optional.of(text);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean unfit(int c) {
        return Character.isISOControl(c) && c != '\t' && c != '\n' && c != '\r';
    }

    /** Writes the bytes under that name and, unless there are none, {@code text} or {@code base64} under the other. */
    static void write(JsonGenerator json, String name, String encoding, byte @Nullable [] bytes) throws IOException {
        if (bytes == null) {
            json.writeNullField(name);
            return;
        }
        Optional<String> text = text(bytes);
        json.writeStringField(name, text.orElseGet(() -> Base64.getEncoder().encodeToString(bytes)));
        json.writeStringField(encoding, text.isPresent() ? "text" : "base64");
    }
}
