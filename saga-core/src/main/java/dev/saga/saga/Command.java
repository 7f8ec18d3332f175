package dev.saga.saga;

/**
 * What a saga asks of a participant: a record whose components are the fields of the message.
 *
 * <p>Implementations are immutable values with {@code equals}; the saga's {@link Saga#commands() registry} gives each
 * class its stable message name.
 */
public interface Command {}
