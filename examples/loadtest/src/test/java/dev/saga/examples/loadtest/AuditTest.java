package dev.saga.examples.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.examples.loadtest.Ledger.Column;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The books find whatever an orchestrator could do wrong. */
final class AuditTest {
    private static final int MEMORY = 1 << 24;

    private final Workload happy = new Workload(2, 0);
    private final Ledger ledger = new Ledger(2, MEMORY);

    @Test
    void aBookingThatCompletesIsRight() {
        complete(ledger.begin(0));

        assertThat(Audit.isComplete(happy, ledger)).isTrue();
        assertThat(Audit.of(happy, ledger)).isEmpty();
    }

    @Test
    void aCommandThatComesAgainIsNoSecondOne() {
        complete(ledger.begin(0));

        assertThat(ledger.told(0, Column.CONFIRMED, 12)).isFalse();
        assertThat(ledger.repeated()).isEqualTo(1);
        assertThat(Audit.of(happy, ledger)).isEmpty();
    }

    @Test
    void twoEndsAreWrong() {
        complete(ledger.begin(0));
        ledger.told(0, Column.CONFIRMED, 99);

        assertThat(Audit.of(happy, ledger)).containsExactly("booking 0: two commands for the same thing");
    }

    @Test
    void aConfirmedAndCancelledBookingIsWrong() {
        complete(ledger.begin(0));
        ledger.told(0, Column.CANCELLED, 99);

        assertThat(Audit.of(happy, ledger)).containsExactly("booking 0: wrongly cancelled");
    }

    @Test
    void aBookingWithoutAnEndIsWrong() {
        ledger.begin(0);

        assertThat(Audit.isComplete(happy, ledger)).isFalse();
        assertThat(Audit.of(happy, ledger))
                .contains("booking 0: never confirmed", "booking 0: product 1 was never requested");
    }

    @Test
    void aSoldProductThatIsReleasedIsWrong() {
        complete(ledger.begin(0));
        ledger.released(0, 1, 7);

        assertThat(Audit.of(happy, ledger)).containsExactly("booking 0: product 1 was released for nothing");
    }

    @Test
    void whatIsReservedForACancelledBookingHasToBeReleased() {
        var failing = new Workload(2, 1);
        int refused = failing.refusedProduct(ledger.begin(0));
        ledger.requested(0, 0, 1);
        ledger.requested(0, 1, 2);
        if (refused < 0) {
            ledger.told(0, Column.PAYMENT, 3);
        }
        ledger.told(0, Column.CANCELLED, 4);

        assertThat(Audit.isComplete(failing, ledger)).isFalse();
        for (int product = 0; product < 2; product++) {
            if (product != refused) {
                ledger.released(0, product, 5);
            }
        }
        assertThat(Audit.isComplete(failing, ledger)).isTrue();
        assertThat(Audit.of(failing, ledger)).isEmpty();
    }

    @Test
    void whatIsReservedAndNotReleasedIsWrong() {
        var failing = new Workload(2, 1);
        int reserved = failing.refusedProduct(ledger.begin(0)) == 0 ? 1 : 0;

        assertThat(Audit.of(failing, ledger))
                .contains("booking 0: product %d was reserved and neither sold nor released".formatted(reserved));
    }

    @Test
    void aFullLedgerBeginsNothing() {
        var small = new Ledger(1, 0);

        assertThat(LongStream.generate(() -> small.begin(0))
                        .takeWhile(booking -> booking >= 0)
                        .count())
                .isEqualTo(small.begun());
    }

    private void complete(long booking) {
        ledger.requested(booking, 0, 1);
        ledger.requested(booking, 1, 2);
        ledger.told(booking, Column.PAYMENT, 11);
        ledger.told(booking, Column.CONFIRMED, 12);
    }
}
