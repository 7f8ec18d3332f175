package dev.saga.runner.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators see of a booking that is stuck, and do about it. */
class StuckBookingCommandsTest {
    @TempDir
    private Path directory;

    private Prompt prompt;

    @BeforeEach
    void givenABookingWhoseHistoryCannotBeRead() {
        prompt = Prompt.migrated(directory);
        prompt.receive(Given.created("b-1"));
        prompt.receive(Given.created("b-2"));
        prompt.sql("update saga.event set type = 'Unknown' where saga_id = 'b-1' and version = 2");
        prompt.receive(Given.reserved("/shop#1", "b-1", "chair"));
        prompt.receive(Given.reserved("/shop#2", "b-1", "chair"));
    }

    private void repaired() {
        prompt.sql("update saga.event set type = 'StockRequested' where saga_id = 'b-1' and version = 2");
    }

    @Test
    void itIsShownWithWhatCanBeRead() {
        assertThat(prompt.type("list").out().lines())
                .hasSize(2)
                .first()
                .asString()
                .endsWith("b-1  (stuck at dead letter 1)");
        assertThat(prompt.type("list", "--json").out())
                .containsOnlyOnce("\"stuck\"")
                .containsPattern("\"stuck\":\\{\"since\":\"[^\"]+Z\",\"deadLetter\":1,\"waiting\":1}");
        var inspected = prompt.type("inspect", "b-1");
        assertThat(inspected.status()).isZero();
        assertThat(inspected.out())
                .contains("at dead letter 1; messages that wait behind it: 1", "corrupt at version 2 (Unknown)");
        assertThat(prompt.type("inspect", "b-1", "--json").out())
                .contains("\"deadLetter\":1", "\"problem\":\"the history of booking b-1 is corrupt at version 2");
        assertThat(prompt.type("inspect", "b-2", "--json").out()).doesNotContain("stuck", "problem");
    }

    @Test
    void aHistoryOfWhichNothingCanBeReadIsNotUnknown() {
        prompt.sql("update saga.event set payload = '[]' where saga_id = 'b-1'");

        assertThat(prompt.type("inspect", "b-1").status()).isZero();
        assertThat(prompt.type("inspect", "b-1", "--json").out()).contains("\"version\":0", "\"history\":[]");
    }

    @Test
    void aRetryHandlesAllOfItInOrder() {
        repaired();

        var retried = prompt.type("retry", "b-1");

        assertThat(retried.status()).isZero();
        assertThat(retried.out()).isEqualTo("booking b-1 is not stuck any more: 2 messages were handled\n");
        assertThat(prompt.waiting())
                .containsExactly("saga.request_stock", "saga.request_stock", "saga.request_payment");
        assertThat(prompt.type("inspect", "b-1", "--json").out())
                .contains("\"causedBy\":\"/shop#1\"")
                .doesNotContain("#2");
        assertThat(prompt.type("dead-letters list").out()).isEmpty();
        assertThat(prompt.type("retry", "b-1").status()).isEqualTo(3);
    }

    @Test
    void aRetryThatFailsAgainSaysAtWhat() {
        var retried = prompt.type("retry", "b-1");

        assertThat(retried.status()).isEqualTo(1);
        assertThat(retried.err()).contains("booking b-1: dead letter 1 is refused again: poison: ");
        assertThat(prompt.type("dead-letters show", "1").out()).contains("attempts     2");
        assertThat(prompt.type("dead-letters show", "2").out()).contains("attempts     0");
    }

    @Test
    void aBookingThatIsNotStuckOrNotKnownHasNothingToRetry() {
        for (String id : new String[] {"b-2", "b-9", "b\n9", "x".repeat(256)}) {
            var retried = prompt.type("retry", id);
            assertThat(retried.status()).isEqualTo(3);
            assertThat(retried.err()).contains("there is nothing to retry").hasLineCount(1);
        }
        assertThat(prompt.type("retry").status()).isEqualTo(2);
        assertThat(prompt.type("retry", "b-1", "b-2").status()).isEqualTo(2);
        assertThat(prompt.type("retry", "--help").out()).contains("BOOKING_ID");
    }

    @Test
    void nothingPassesTheFirstLetter() {
        repaired();

        var second = prompt.type("dead-letters retry", "2");
        assertThat(second.status()).isEqualTo(1);
        assertThat(second.err()).contains("dead letter 1 of this booking comes first");
        var cancelled = prompt.type("cancel", "b-1", "--reason", "now");
        assertThat(cancelled.status()).isEqualTo(1);
        assertThat(cancelled.err()).contains("booking b-1 cannot be cancelled: it is stuck at dead letter 1");

        prompt.type("dead-letters discard", "1");
        assertThat(prompt.type("dead-letters retry", "2").out()).isEqualTo("applied\n");
    }
}
