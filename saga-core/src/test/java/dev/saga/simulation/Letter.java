package dev.saga.simulation;

import dev.saga.booking.BookingInput;
import dev.saga.orchestrator.Delivery;

/** A message on its way to the orchestrator, until it is acknowledged. */
final class Letter {
    private final long name;
    private final Delivery<BookingInput> delivery;
    private int notBefore;
    private boolean handled;
    private boolean acknowledged;

    /**
     * @param name the same in every world that has the letter
     * @param notBefore the step before which it does not arrive
     */
    Letter(long name, Delivery<BookingInput> delivery, int notBefore) {
        this.name = name;
        this.delivery = delivery;
        this.notBefore = notBefore;
    }

    long name() {
        return name;
    }

    Delivery<BookingInput> delivery() {
        return delivery;
    }

    boolean arrived(int step) {
        return notBefore <= step;
    }

    /** It is lost, and will be sent again. */
    void lostUntil(int step) {
        notBefore = step;
    }

    /**
     * Its effect is durable.
     *
     * @return whether it was not before
     */
    boolean handle() {
        boolean first = !handled;
        handled = true;
        return first;
    }

    boolean handled() {
        return handled;
    }

    void acknowledge() {
        acknowledged = true;
    }

    boolean acknowledged() {
        return acknowledged;
    }

    @Override
    public String toString() {
        if (delivery.content() instanceof Delivery.Understood<BookingInput> understood) {
            return Story.words(delivery.message().type(), understood.input());
        }
        return delivery.toString();
    }
}
