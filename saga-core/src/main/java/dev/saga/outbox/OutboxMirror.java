package dev.saga.outbox;

import dev.saga.message.Outbound;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * An outbox that this process alone fills, kept in memory as well: what is handed over is not read back, and what was
 * published is removed now and then, many at a time. Its memory is bounded; what does not fit is read when its turn comes.
 *
 * <p>The outbox itself is read at the start, after anything that could make the mirror differ from it, and every few
 * seconds in any case: a commit whose outcome nobody learnt may have left commands there.
 *
 * <p>{@link #recorded} may be called by any thread, the rest by one. After a crash the outbox still has what was
 * published in the last moment; it is published again under the same ids.
 *
 * @param <B> the form of the commands' bodies
 */
public final class OutboxMirror<B> implements Outbox<B>, HandOver<B> {
    private static final long READ_AGAIN = Duration.ofSeconds(5).toNanos();
    private static final long REMOVE_AFTER = Duration.ofMillis(200).toNanos();
    private static final int MOST_REMOVED_AT_ONCE = 2_000;

    private final Outbox<B> outbox;
    private final int room;
    private final LongSupplier nanoTime;
    private final NavigableMap<Long, Outbound<B>> waiting = new TreeMap<>();
    private final List<Outbound<B>> published = new ArrayList<>();
    /** What waited when the look began. What comes while it goes on, page by page, may stand before what it has seen. */
    private List<Outbound<B>> look = List.of();

    private boolean whole;
    private long readAgainAt;
    private long removeAt;

    /** A mirror of this outbox, with room for so many commands. */
    public OutboxMirror(Outbox<B> outbox, int room) {
        this(outbox, room, System::nanoTime);
    }

    OutboxMirror(Outbox<B> outbox, int room, LongSupplier nanoTime) {
        this.outbox = outbox;
        this.room = room;
        this.nanoTime = nanoTime;
        this.readAgainAt = nanoTime.getAsLong();
    }

    @Override
    public void recorded(List<Outbound<B>> commands) {
        synchronized (waiting) {
            if (whole) {
                commands.forEach(command -> waiting.put(command.position(), command));
                if (waiting.size() > room) {
                    forget();
                }
            }
        }
    }

    @Override
    public boolean acquire() {
        return outbox.acquire();
    }

    /** {@inheritDoc} Somebody else may publish from now on, so nothing that is remembered can be relied on. */
    @Override
    public void release() {
        removePublished();
        synchronized (waiting) {
            forget();
        }
        outbox.release();
    }

    @Override
    public List<Outbound<B>> pendingAfter(long position, int most) {
        List<Outbound<B>> tooMany = position == 0 ? lookAfterTheOutbox(most) : List.of();
        synchronized (waiting) {
            if (whole) {
                if (position == 0) {
                    look = List.copyOf(waiting.values());
                    return look.subList(0, Math.min(most, look.size()));
                }
                return look.stream()
                        .filter(command -> command.position() > position)
                        .limit(most)
                        .toList();
            }
        }
        if (!tooMany.isEmpty()) {
            return tooMany.subList(0, Math.min(most, tooMany.size()));
        }
        removePublished();
        return outbox.pendingAfter(position, most);
    }

    @Override
    public void remove(Collection<Outbound<B>> gone) {
        if (published.isEmpty()) {
            removeAt = nanoTime.getAsLong() + REMOVE_AFTER;
        }
        synchronized (waiting) {
            for (Outbound<B> command : gone) {
                waiting.remove(command.position());
                published.add(command);
            }
        }
        if (published.size() >= MOST_REMOVED_AT_ONCE || removalIsDue()) {
            removePublished();
        }
    }

    /** Answers what was read, if it is more than there is room for. */
    private List<Outbound<B>> lookAfterTheOutbox(int most) {
        boolean wasWhole;
        boolean idle;
        synchronized (waiting) {
            wasWhole = whole;
            idle = waiting.isEmpty();
        }
        long now = nanoTime.getAsLong();
        if (!wasWhole || now - readAgainAt >= 0) {
            readAgainAt = now + READ_AGAIN;
            removePublished();
            return read(wasWhole ? room : most);
        }
        if (idle && removalIsDue()) {
            removePublished();
        }
        return List.of();
    }

    /** What is recorded from the first line on is kept, whether or not it is also read. Answers what does not fit. */
    private List<Outbound<B>> read(int most) {
        synchronized (waiting) {
            waiting.clear();
            whole = true;
        }
        boolean fits = false;
        try {
            List<Outbound<B>> stored = outbox.pendingAfter(0, most);
            synchronized (waiting) {
                stored.forEach(command -> waiting.put(command.position(), command));
                fits = whole && stored.size() < most;
            }
            return fits ? List.of() : stored;
        } finally {
            if (!fits) {
                synchronized (waiting) {
                    forget();
                }
            }
        }
    }

    private boolean removalIsDue() {
        return !published.isEmpty() && nanoTime.getAsLong() - removeAt >= 0;
    }

    private void forget() {
        whole = false;
        waiting.clear();
    }

    private void removePublished() {
        if (!published.isEmpty()) {
            outbox.remove(List.copyOf(published));
            published.clear();
        }
    }
}
