package dev.saga.examples.loadtest;

/** What the orchestrator can tell the participants. */
enum Command {
    REQUEST_STOCK("saga.request_stock"),
    REQUEST_PAYMENT("saga.request_payment"),
    RELEASE_STOCK("saga.release_stock"),
    CONFIRM_BOOKING("saga.confirm_booking"),
    CANCEL_BOOKING("saga.cancel_booking"),
    REFUND_PAYMENT("saga.refund_payment");

    private final String topic;

    Command(String topic) {
        this.topic = topic;
    }

    /** Its contract name. */
    String topic() {
        return topic;
    }
}
