package dev.saga.outbox;

import dev.saga.message.Outbound;
import java.util.Collection;
import java.util.List;

/** An outbox that somebody else publishes, or whose user dies before anything is removed. */
record HinderedOutbox<B>(Outbox<B> outbox, boolean right, boolean removes) implements Outbox<B> {
    static <B> Outbox<B> withoutRight(Outbox<B> outbox) {
        return new HinderedOutbox<>(outbox, false, true);
    }

    static <B> Outbox<B> failingToRemove(Outbox<B> outbox) {
        return new HinderedOutbox<>(outbox, true, false);
    }

    @Override
    public boolean acquire() {
        return right && outbox.acquire();
    }

    @Override
    public void release() {
        outbox.release();
    }

    @Override
    public List<Outbound<B>> pendingAfter(long position, int most) {
        return outbox.pendingAfter(position, most);
    }

    @Override
    public void remove(Collection<Outbound<B>> published) {
        if (!removes) {
            throw new IllegalStateException("the process died");
        }
        outbox.remove(published);
    }
}
