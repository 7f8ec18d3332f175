package dev.saga.saga;

import java.util.List;

/**
 * An event at its place in a saga's history, with what it causes.
 *
 * @param version its version, from 1 without a gap
 * @param event the event
 * @param effects what {@link Saga#react} answers to it
 * @param <E> the saga's events
 */
public record RecordedEvent<E>(long version, E event, List<Effect> effects) {
    public RecordedEvent {
        effects = List.copyOf(effects);
    }
}
