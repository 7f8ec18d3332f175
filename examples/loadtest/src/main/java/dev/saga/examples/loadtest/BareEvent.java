package dev.saga.examples.loadtest;

/** What the {@linkplain BarePath bare path} understands. */
enum BareEvent {
    CREATED("booking.created"),
    RESERVED("product.reserved"),
    PAID("payment.completed");

    private final String topic;

    BareEvent(String topic) {
        this.topic = topic;
    }

    /** Its contract name. */
    String topic() {
        return topic;
    }
}
