package dev.saga.runner.config;

import java.util.Optional;

/**
 * What the operator chose, or {@code none}: a setting that may be left out.
 *
 * @param <T> the type of the chosen value
 */
public sealed interface OrNone<T> {

    /** A choice was made. */
    record Some<T>(T chosen) implements OrNone<T> {}

    /** Nothing was chosen. */
    record None<T>() implements OrNone<T> {}

    /** The choice, or empty where there is none. */
    default Optional<T> value() {
        return this instanceof Some<T> some ? Optional.of(some.chosen()) : Optional.empty();
    }

    /** The given choice. */
    static <T> OrNone<T> of(T chosen) {
        return new Some<>(chosen);
    }

    /** No choice. */
    static <T> OrNone<T> none() {
        return new None<>();
    }
}
