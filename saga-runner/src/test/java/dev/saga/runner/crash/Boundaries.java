package dev.saga.runner.crash;

import java.io.PrintStream;
import java.util.Optional;

/**
 * The boundaries that this process passes. Each is told on standard output, unless it was told before; the process halts
 * at the one where it was told to, so that no line of its own code runs after it.
 */
final class Boundaries {
    /** A driver and its clients make their watchers themselves, so they can only meet here. */
    static final Boundaries HERE = new Boundaries(System.out);

    /** The exit status of a process that halted where it was told to. */
    static final int HALTED = 86;

    private final PrintStream out;
    private Fault fault = Fault.none();
    private boolean ownIsClosed;

    private Boundaries(PrintStream out) {
        this.out = out;
    }

    /** The process halts where that point is passed next. */
    synchronized void haltAt(Point point) {
        fault = new Fault(point);
        say("armed " + point);
    }

    /** The thing is about to be done; nothing of it has left this process. */
    void before(String kind) {
        pass(Side.BEFORE, thisThread(), kind, false);
    }

    /** The thing is done; nobody in this process has been told yet. */
    void after(String kind) {
        after(thisThread(), kind);
    }

    /** The thing that this thread wanted is done. */
    void after(String thread, String kind) {
        pass(Side.AFTER, thread, kind, false);
    }

    /** The thing is done, and the thread that wanted it will be told now: it is after it when it does the next thing. */
    void told(String thread, String kind) {
        pass(Side.AFTER, thread, kind, true);
    }

    private static String thisThread() {
        return Thread.currentThread().getName();
    }

    /** Tells the parent process something. */
    synchronized void say(String line) {
        out.println("@" + line);
        out.flush();
    }

    /** Whoever halts keeps the lock, so that no other thread passes anything while the process ends. */
    private synchronized void pass(Side side, String thread, String kind, boolean later) {
        Optional<Actor> actor = thread.equals("closing") ? Optional.of(whoIsClosed()) : Actor.of(thread);
        if (actor.isEmpty()) {
            return;
        }
        var point = new Point(side, new Boundary(actor.get(), kind));
        say("passed " + point);
        if (fault.strikesAt(point, later)) {
            say("halted " + fault.point());
            Runtime.getRuntime().halt(HALTED);
        }
        ownIsClosed |= thread.equals("closing") && side == Side.AFTER && kind.equals("delete outbox_lease");
    }

    /** The two relays are closed by one thread, this process's own first; the last thing that each does is to give its right back. */
    private Actor whoIsClosed() {
        return ownIsClosed ? Actor.OTHERS : Actor.RELAY;
    }
}
