package dev.saga.orchestrator;

import dev.saga.saga.Command;
import java.util.UUID;

/**
 * A command to be recorded.
 *
 * @param id its deterministic id
 * @param type its contract name
 * @param command the command
 */
public record Outgoing(UUID id, String type, Command command) {}
