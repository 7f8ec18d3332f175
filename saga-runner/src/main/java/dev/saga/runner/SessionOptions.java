package dev.saga.runner;

import org.jspecify.annotations.Nullable;

/**
 * What each connection asks of the server, as the driver's property {@code options} has it: how it plans and writes, how long
 * it waits for a lock, and how soon it gives up a client that is gone.
 */
public final class SessionOptions {
    /**
     * A plan that was kept while the tables were small reads them whole once they have grown; and a bitmap, which the
     * planner likes for a table that it believes to be empty, visits every dead row of a queue each time.
     */
    private static final String PLANS = "-c plan_cache_mode=force_custom_plan -c enable_bitmapscan=off";

    /**
     * When the host of another process is gone in the middle of a transaction, the server would hold its locks until the
     * network gives up, a quarter of an hour later; and when it is gone in the middle of a batch's statements, which to the
     * server is no idle transaction, until it first asks whether somebody is there, after two hours, or until what it has
     * answered by then is given up. Whoever waits for a lock should be gone before its client is; and behind a script that
     * waits for a table somebody reads, everybody would wait who writes to it.
     */
    private static final String PATIENCE = "-c idle_in_transaction_session_timeout=10s -c lock_timeout=8s"
            + " -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=3 -c tcp_keepalives_count=3 -c tcp_user_timeout=20s";

    /**
     * Pages that a session writes itself, because it needs their place in the server's memory, are on their way to the disk
     * soon. Otherwise they would all get there at the end of the next checkpoint, and every commit would wait behind them.
     */
    private static final String WRITES = "-c backend_flush_after=256kB";

    /** All of them. */
    public static final String ALL = PATIENCE + " " + WRITES + " " + PLANS;

    private SessionOptions() {}

    /** All of them with those that somebody else has given, which have the last word but on plans. */
    static String with(@Nullable String given) {
        return given == null ? ALL : PATIENCE + " " + WRITES + " " + given + " " + PLANS;
    }
}
