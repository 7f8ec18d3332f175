package dev.saga.message;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * A name of any length as 128 bits that no other name has: the first half of its SHA-256, marked as a UUID of version 8
 * (RFC 9562, section 5.8).
 */
public final class Digest {
    /** Each thread's own, which is as new after every digest: to make one takes longer than to use it. */
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Digest::sha256);

    private Digest() {}

    /** The digest of these bytes, the same on every machine. */
    public static UUID of(byte[] name) {
        ByteBuffer hash = ByteBuffer.wrap(SHA_256.get().digest(name));
        long high = hash.getLong() & ~0xF000L | 0x8000L;
        long low = hash.getLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        return new UUID(high, low);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
