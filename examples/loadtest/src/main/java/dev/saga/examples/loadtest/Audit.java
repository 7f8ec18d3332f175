package dev.saga.examples.loadtest;

import dev.saga.examples.loadtest.Ledger.Column;
import java.util.List;
import java.util.Locale;

/** Whether the books are right, once no command is missing. */
final class Audit {
    private final Workload workload;
    private final Ledger ledger;

    private Audit(Workload workload, Ledger ledger) {
        this.workload = workload;
        this.ledger = ledger;
    }

    /** What is wrong; nothing if every booking is as it must be. */
    static List<String> of(Workload workload, Ledger ledger) {
        var audit = new Audit(workload, ledger);
        for (long booking = 0; booking < ledger.begun(); booking++) {
            audit.check(booking);
        }
        return ledger.wrong();
    }

    /** Whether everything came that has to come. */
    static boolean isComplete(Workload workload, Ledger ledger) {
        return ledger.ended() >= ledger.begun()
                && ledger.requests() >= ledger.begun() * workload.products()
                && ledger.releases() >= releasesDue(workload, ledger.begun());
    }

    /** How many releases these bookings cause in all: every product that is reserved and not sold. */
    static long releasesDue(Workload workload, long bookings) {
        long due = 0;
        for (long booking = 0; booking < bookings; booking++) {
            if (!workload.completes(booking)) {
                due += workload.products() - (workload.refusedProduct(booking) >= 0 ? 1 : 0);
            }
        }
        return due;
    }

    private void check(long booking) {
        boolean completes = workload.completes(booking);
        boolean pays = workload.refusedProduct(booking) < 0;
        expect(booking, Column.CONFIRMED, completes);
        expect(booking, Column.CANCELLED, !completes);
        expect(booking, Column.PAYMENT, pays);
        expect(booking, Column.REFUND, false);
        for (int product = 0; product < workload.products(); product++) {
            boolean reserved = product != workload.refusedProduct(booking);
            if (!ledger.wasRequested(booking, product)) {
                ledger.wrong("booking %d: product %d was never requested".formatted(booking, product));
            }
            if (ledger.wasReleased(booking, product) != (reserved && !completes)) {
                ledger.wrong("booking %d: product %d was %s"
                        .formatted(
                                booking,
                                product,
                                ledger.wasReleased(booking, product)
                                        ? "released for nothing"
                                        : "reserved and neither sold nor released"));
            }
        }
    }

    private void expect(long booking, Column column, boolean expected) {
        if (ledger.wasTold(booking, column) != expected) {
            ledger.wrong("booking %d: %s %s"
                    .formatted(
                            booking,
                            expected ? "never" : "wrongly",
                            column.name().toLowerCase(Locale.ROOT)));
        }
    }
}
