package dev.saga.runner.crash;

import java.util.Optional;

/** Whose work a thread of the runner does. */
enum Actor {
    RECEIVER,
    /** Publishes what this process has recorded, from its own shard of the outbox. */
    RELAY,
    /** Publishes what nobody else does: what belongs to no process, and to those that are dead. */
    OTHERS,
    DEADLINES,
    RETRIES,
    OPERATOR,
    /** A thread that this table does not know yet: its boundaries count like all others. */
    UNKNOWN;

    /** Whose work that thread does; nobody's, if it starts the process, opens connections, or only reads gauges. */
    static Optional<Actor> of(String thread) {
        if (thread.startsWith("consumer-") || thread.startsWith("kafka-coordinator-heartbeat-thread")) {
            return Optional.of(RECEIVER);
        } else if (thread.equals("relay")) {
            return Optional.of(RELAY);
        } else if (thread.equals("relay-others")) {
            return Optional.of(OTHERS);
        } else if (thread.equals("retries")) {
            return Optional.of(RETRIES);
        } else if (thread.equals("deadlines")) {
            return Optional.of(DEADLINES);
        } else if (thread.startsWith("http-")) {
            return Optional.of(OPERATOR);
        }
        boolean nobody = thread.equals("main") || thread.equals("gauges") || thread.startsWith("saga");
        return nobody ? Optional.empty() : Optional.of(UNKNOWN);
    }
}
