package dev.saga.kafka;

import dev.saga.message.Inbound;
import java.util.List;

/** What is done with received messages. Each receiver calls its own on its own thread. */
@FunctionalInterface
public interface BatchHandler {

    /**
     * Handles these messages, in order within each partition. When it returns, its effects are durable; their offsets
     * are committed after that, so a crash in between delivers them again.
     *
     * @throws dev.saga.orchestrator.StoreUnavailable if they cannot be handled now; the same batch comes again later.
     *     Any other exception has the same effect, and is logged with its stack trace
     */
    void handle(List<Inbound> batch);
}
