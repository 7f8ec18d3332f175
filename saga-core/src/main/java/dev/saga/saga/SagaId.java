package dev.saga.saga;

import java.util.Objects;

/**
 * Names one saga instance.
 *
 * @param type the saga's type name, such as {@code booking}
 * @param id the id within the type; for the booking saga, the bookingId
 */
public record SagaId(String type, String id) {
    public SagaId {
        Objects.requireNonNull(type);
        Objects.requireNonNull(id);
    }

    @Override
    public String toString() {
        return type + " " + id;
    }
}
