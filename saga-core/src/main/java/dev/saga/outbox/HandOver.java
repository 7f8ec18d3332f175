package dev.saga.outbox;

import dev.saga.message.Outbound;
import java.util.List;

/**
 * Takes commands as soon as they are durable, so that they need not be read back. A crash before or in the middle of it
 * loses nothing: they are in the outbox.
 *
 * @param <B> the form of the commands' bodies
 */
public interface HandOver<B> {

    /** These commands were just recorded, in this order. Returns at once and throws nothing. */
    void recorded(List<Outbound<B>> commands);

    /** Commands were just recorded that are not handed over: they are to be read from the outbox. As {@link #recorded}. */
    default void leftInOutbox() {}

    /** Whoever wants them reads the outbox. */
    static <B> HandOver<B> nowhere() {
        return commands -> {};
    }
}
