package dev.saga.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Text from bytes that somebody else wrote. */
public final class Utf8 {
    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    /**
     * The text, if the bytes are one.
     *
     * @throws CharacterCodingException if they are not UTF-8; with replaced characters, two texts could look like one
     */
    public static String decode(byte[] bytes) throws CharacterCodingException {
        String text = new String(bytes, UTF_8);
        boolean mayBeReplaced = text.indexOf(REPLACEMENT) >= 0;
        return mayBeReplaced ? UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString() : text;
    }
}
