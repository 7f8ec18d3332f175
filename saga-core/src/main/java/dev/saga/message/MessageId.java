package dev.saga.message;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The identity of an inbound message: two deliveries with one identity have the effect of one (contract, section 1).
 *
 * @param value the identity in full, such as {@code /shop/products#17}; it becomes the {@code ce_causationid} of
 *     what the message causes
 * @param key a digest of it, which is what the inbox stores and compares: identities can have 1,000 code points, and an
 *     index entry must not
 */
public record MessageId(String value, UUID key) {
    /** The most code points an identity may have. */
    public static final int MOST_CODE_POINTS = 1_000;

    /** The identity of that value. */
    public static MessageId of(String value) {
        return new MessageId(value, Digest.of(value.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public String toString() {
        return value;
    }
}
