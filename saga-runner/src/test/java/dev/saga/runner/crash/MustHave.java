package dev.saga.runner.crash;

import java.util.List;
import java.util.stream.Stream;

/** Boundaries that there must be, so that a watcher that has gone blind cannot make the matrix smaller unnoticed. */
final class MustHave {
    static final List<Boundary> BOUNDARIES = Stream.of(
                    "RECEIVER: receive messages",
                    "RECEIVER: begin",
                    "RECEIVER: insert inbox",
                    "RECEIVER: insert event",
                    "RECEIVER: insert outbox",
                    "RECEIVER: insert in_flight",
                    "RECEIVER: delete in_flight",
                    "RECEIVER: insert dead_letter",
                    "RECEIVER: commit",
                    "RECEIVER: commit apart",
                    "RECEIVER: rollback",
                    "RECEIVER: commit offsets",
                    "RECEIVER: delete event",
                    "RECEIVER: select dead_letter",
                    "RELAY: insert outbox_lease",
                    "RELAY: delete outbox_lease",
                    "RELAY: select outbox",
                    "RELAY: send saga.request_stock",
                    "RELAY: ack saga.request_stock",
                    "RELAY: send saga.request_payment",
                    "RELAY: send saga.confirm_booking",
                    "RELAY: send saga.cancel_booking",
                    "RELAY: send saga.release_stock",
                    "RELAY: begin",
                    "RELAY: delete outbox",
                    "RELAY: commit apart",
                    "OTHERS: insert outbox_lease",
                    "OTHERS: delete outbox_lease",
                    "OTHERS: select outbox + outbox_lease",
                    "OTHERS: select outbox",
                    "OTHERS: send saga.request_stock",
                    "OTHERS: ack saga.request_stock",
                    "OTHERS: send saga.cancel_booking",
                    "OTHERS: send saga.confirm_booking",
                    "OTHERS: send saga.refund_payment",
                    "OTHERS: ack saga.refund_payment",
                    "OTHERS: delete outbox",
                    "OTHERS: commit apart",
                    "DEADLINES: select in_flight",
                    "DEADLINES: insert event",
                    "DEADLINES: commit",
                    "RETRIES: select dead_letter",
                    "RETRIES: insert event",
                    "RETRIES: delete dead_letter",
                    "RETRIES: commit",
                    "OPERATOR: delete dead_letter",
                    "OPERATOR: update dead_letter",
                    "OPERATOR: commit",
                    "OPERATOR: commit apart")
            .map(Boundary::of)
            .toList();

    private MustHave() {}
}
