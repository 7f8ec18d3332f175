package dev.saga.runner.http;

import dev.saga.message.Utf8;
import java.io.ByteArrayOutputStream;
import java.nio.charset.CharacterCodingException;

/** Percent-encoding by RFC 3986, read strictly: as UTF-8, and a plus sign is a plus sign. */
final class PercentEncoding {
    private PercentEncoding() {}

    /** @throws HttpError 400 if the text is not percent-encoded UTF-8 */
    static String decode(String text) {
        var bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                bytes.write(octet(text, i));
                i += 2;
            } else if (c < 0x80) {
                bytes.write(c);
            } else {
                throw new HttpError(400, "the address has characters that are not percent-encoded");
            }
        }
        try {
            return Utf8.decode(bytes.toByteArray());
        } catch (CharacterCodingException e) {
            throw new HttpError(400, "the address is not valid UTF-8 once percent-decoded");
        }
    }

    private static int octet(String text, int percent) {
        int high = percent + 2 < text.length() ? Character.digit(text.charAt(percent + 1), 16) : -1;
        int low = high < 0 ? -1 : Character.digit(text.charAt(percent + 2), 16);
        if (low < 0) {
            throw new HttpError(400, "the address has a percent sign that two hexadecimal digits do not follow");
        }
        return high << 4 | low;
    }
}
