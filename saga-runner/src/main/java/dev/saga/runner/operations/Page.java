package dev.saga.runner.operations;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a list.
 *
 * @param items what is on it
 * @param next what a request for the page behind it must carry as its cursor; empty if this is the last
 * @param <T> what is listed
 */
public record Page<T>(List<T> items, Optional<String> next) {
    public Page {
        items = List.copyOf(items);
    }

    /** A page of at most {@code limit}, of which one more was looked up to see whether there is another. */
    static <T> Page<T> of(List<T> found, int limit, Function<T, String> cursor) {
        return found.size() > limit
                ? new Page<>(found.subList(0, limit), Optional.of(cursor.apply(found.get(limit - 1))))
                : new Page<>(found, Optional.empty());
    }
}
