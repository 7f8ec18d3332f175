package dev.saga.orchestrator;

import dev.saga.saga.Command;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command to be recorded.
 *
 * @param id its deterministic id
 * @param type its contract name
 * @param command the command
 * @param expiresIn how long after the commit, by the store's clock, it is of use; null if for ever
 */
public record Outgoing(
        UUID id, String type, Command command, @Nullable Duration expiresIn) {}
