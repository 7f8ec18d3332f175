package dev.saga.simulation;

import dev.saga.deadline.Deadlines;
import dev.saga.deadline.DueDeadline;
import dev.saga.message.MessageId;
import dev.saga.message.Outbound;
import dev.saga.orchestrator.Commit;
import dev.saga.orchestrator.StoreUnavailable;
import dev.saga.outbox.Outbox;
import dev.saga.saga.Command;
import dev.saga.simulation.Step.Trouble;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** One instance's connection to the database that all share, on which something goes wrong, once, when it is told so. */
final class Connection implements Deadlines {
    private static final Runnable NOTHING = () -> {};
    private static final Consumer<Set<MessageId>> NOBODY = messages -> {};

    private final Deadlines deadlines;
    private final Tally tally;
    private Trouble trouble = Trouble.NONE;
    private Runnable meanwhile = NOTHING;
    private Consumer<Set<MessageId>> committed = NOBODY;

    Connection(Deadlines deadlines, Tally tally) {
        this.deadlines = deadlines;
        this.tally = tally;
    }

    /**
     * Until {@link #calm()}, this goes wrong, once.
     *
     * @param others what the others do meanwhile, if that is the trouble
     * @param durable called with the messages of a commit that has taken effect, whatever its caller is told
     */
    void expect(Trouble what, Runnable others, Consumer<Set<MessageId>> durable) {
        trouble = what;
        meanwhile = others;
        committed = durable;
    }

    void calm() {
        expect(Trouble.NONE, NOTHING, NOBODY);
    }

    /** What is to be called when a commit of these that begins now has taken effect. */
    Runnable durable(List<? extends Commit<?>> commits) {
        Consumer<Set<MessageId>> told = committed;
        Set<MessageId> messages = commits.stream().map(Commit::message).collect(Collectors.toSet());
        return () -> told.accept(messages);
    }

    @Override
    public List<DueDeadline> due(int most) {
        return deadlines.due(most);
    }

    void unavailableIf(Trouble what) {
        if (meets(what)) {
            throw new StoreUnavailable(what.words(), new IllegalStateException("simulated"));
        }
    }

    void crashIf(Trouble what) {
        if (meets(what)) {
            throw new Crash();
        }
    }

    /** If this is the trouble, the others go on until it is over. */
    void waitIf(Trouble what) {
        if (meets(what)) {
            meanwhile.run();
        }
    }

    /** Whether this is the trouble; if so, it is over. */
    boolean meets(Trouble what) {
        boolean now = trouble == what;
        if (now) {
            tally.met(what);
            trouble = Trouble.NONE;
        }
        return now;
    }

    /** This outbox, on this connection. */
    Outbox<Command> to(Outbox<Command> outbox) {
        return new Outbox<>() {
            @Override
            public boolean acquire() {
                return outbox.acquire();
            }

            @Override
            public void release() {
                outbox.release();
            }

            @Override
            public List<Outbound<Command>> pendingAfter(long position, int most) {
                unavailableIf(Trouble.READ_FAILS);
                return outbox.pendingAfter(position, most);
            }

            @Override
            public void remove(Collection<Outbound<Command>> published) {
                unavailableIf(Trouble.REMOVE_FAILS);
                crashIf(Trouble.CRASH_AFTER_PUBLISHING);
                outbox.remove(published);
            }
        };
    }
}
