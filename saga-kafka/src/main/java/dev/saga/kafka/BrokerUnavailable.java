package dev.saga.kafka;

/** The broker cannot be used as it was asked; the message says how so, and {@link #problem()} what kind it is. */
public final class BrokerUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What kind of thing is wrong, so that the setting to look at can be named. */
    public enum Problem {
        /** No broker answers: the bootstrap servers, or the network. */
        UNREACHABLE,
        /** The client could not be set up from its settings. */
        SETTINGS,
        /** The broker does not accept who is asking, or TLS failed: the security settings. */
        AUTHENTICATION,
        /** The broker knows who is asking and does not allow it: its access control lists. */
        AUTHORIZATION,
        /** The broker is too old for what was asked. */
        TOO_OLD,
        /** The broker refuses to create a topic like that: its name, its partitions or its replication. */
        TOPIC_REFUSED,
        /** The broker answered something else. */
        OTHER
    }

    private final Problem problem;

    BrokerUnavailable(Problem problem, String message, Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    /** What kind of thing is wrong. */
    public Problem problem() {
        return problem;
    }
}
