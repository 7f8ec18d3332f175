package dev.saga.inspect;

import java.time.Instant;

/**
 * An event as it is stored.
 *
 * @param version its version, from 1
 * @param event the event
 * @param causedBy the identity of the message that caused it
 * @param at when it was recorded, by the store's clock
 * @param <E> the saga's events
 */
public record StoredEvent<E>(long version, E event, String causedBy, Instant at) {}
