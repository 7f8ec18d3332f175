package dev.saga.runner.operations;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A place in the list of dead letters as clients carry it: opaque, and checked like everything that comes in. */
final class LetterCursor {
    private static final String FORM = "letter ";

    private LetterCursor() {}

    static String of(long id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((FORM + id).getBytes(StandardCharsets.US_ASCII));
    }

    /** @throws InvalidRequest if no page of ours ended with this cursor */
    static long parse(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            if (text.startsWith(FORM)) {
                long id = Long.parseLong(text.substring(FORM.length()));
                if (id > 0 && of(id).equals(cursor)) {
                    return id;
                }
            }
        } catch (IllegalArgumentException e) {
            throw Cursor.notOurs();
        }
        throw Cursor.notOurs();
    }
}
