package dev.saga.outbox;

import dev.saga.message.Outbound;
import java.util.Collection;
import java.util.List;

/**
 * The port to the recorded commands that are not published yet. They enter it in the transaction that records their
 * events and leave it when the broker has them; nothing else changes them.
 *
 * @param <B> the form of the commands' bodies
 */
public interface Outbox<B> {

    /**
     * Whether this instance is the one that publishes now. The right is a lease on the store's clock: it ends by itself
     * if its holder dies. Should two instances ever publish at once, order and effect stay right: each publishes every
     * saga's commands from the first that waits, and a copy has the id of its original.
     *
     * @throws RuntimeException if the store does not answer
     */
    boolean acquire();

    /** Gives the right back, so that another instance need not wait for the lease to end. */
    void release();

    /**
     * The commands that wait behind a position, the first recorded first; of each saga, never one without all that wait
     * and were recorded before, here or on the earlier pages of this look. So a page behind the front leaves out what was
     * not there yet when the look began.
     *
     * @param position the position of the last command that was seen; 0 to begin at the front
     * @param most how many at the most
     */
    List<Outbound<B>> pendingAfter(long position, int most);

    /** The commands that wait, from the front. */
    default List<Outbound<B>> pending(int most) {
        return pendingAfter(0, most);
    }

    /** How many looks from the front it takes until each part of it has been looked at, as of the last {@link #acquire}. */
    default int parts() {
        return 1;
    }

    /** Removes commands that the broker has acknowledged. A crash before it publishes them again, under the same ids. */
    void remove(Collection<Outbound<B>> published);
}
