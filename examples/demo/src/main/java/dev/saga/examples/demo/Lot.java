package dev.saga.examples.demo;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Chance that repeats itself: the same seed and words draw the same number, in whatever order and process.
 *
 * @param seed another seed draws other numbers
 */
record Lot(long seed) {
    private static final int BITS_OF_A_DOUBLE = 53;

    /** A number from 0 (inclusive) to 1 (exclusive). */
    double draw(String... words) {
        MessageDigest digest = sha256();
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, seed));
        for (String word : words) {
            digest.update(word.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        long bits = ByteBuffer.wrap(digest.digest()).getLong() >>> (Long.SIZE - BITS_OF_A_DOUBLE);
        return (double) bits / (1L << BITS_OF_A_DOUBLE);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
