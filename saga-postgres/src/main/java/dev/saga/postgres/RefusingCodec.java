package dev.saga.postgres;

import dev.saga.message.Codec;
import dev.saga.orchestrator.StoreRefused;

/**
 * The saga's codec, whose failures to write something, whatever they are, are the store's refusals: the next attempt would
 * fail as well, and another message of the batch need not.
 */
record RefusingCodec(Codec codec) implements Codec {
    /** @throws StoreRefused if the record cannot be written */
    @Override
    public byte[] encode(Object record) {
        try {
            return codec.encode(record);
        } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
            throw new StoreRefused(
                    "a %s cannot be written: %s".formatted(record.getClass().getSimpleName(), e), e);
        }
    }

    @Override
    public <T> T decode(byte[] json, Class<T> type) {
        return codec.decode(json, type);
    }
}
