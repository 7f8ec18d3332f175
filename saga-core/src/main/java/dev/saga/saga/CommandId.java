package dev.saga.saga;

import dev.saga.message.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Derives the id of a command from the place in history that causes it, so that a re-send repeats the id and no two
 * commands share one.
 *
 * <p>The id is the first 128 bits of a SHA-256 over the length-prefixed saga type, saga id, version and index, marked as
 * a UUID of version 8 (RFC 9562, section 5.8). It is part of the stored and published contract: changing the derivation
 * would give commands in flight a second id.
 */
public final class CommandId {
    private CommandId() {}

    /**
     * The id of the {@code index}-th command (from 0) of the event that took the saga to {@code version}.
     *
     * @param saga the saga that sends the command
     * @param version the version of the event, from 1
     * @param index the command's place among those of the event, from 0
     */
    public static UUID of(SagaId saga, long version, int index) {
        byte[] type = saga.type().getBytes(StandardCharsets.UTF_8);
        byte[] id = saga.id().getBytes(StandardCharsets.UTF_8);
        byte[] name = ByteBuffer.allocate(4 + type.length + 4 + id.length + 8 + 4)
                .putInt(type.length)
                .put(type)
                .putInt(id.length)
                .put(id)
                .putLong(version)
                .putInt(index)
                .array();
        return Digest.of(name);
    }
}
