package dev.saga.runner.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BookingCommandsTest {
    @TempDir
    private Path directory;

    private Prompt prompt;

    @BeforeEach
    void open() {
        prompt = Prompt.migrated(directory);
    }

    @Test
    void bookingsInFlightAreListedTheLongestWaitingFirst() {
        prompt.receive(Given.created("b-1"));
        prompt.receive(Given.created("b-2"));
        prompt.receive(Given.reserved("/shop#1", "b-1", "chair"));

        assertThat(prompt.type("list").out().lines().map(line -> line.replaceAll(" .* ", " ")))
                .containsExactly("WAITING_STOCK b-2", "WAITING_PAYMENT b-1");
        assertThat(prompt.type("list", "--state", "WAITING_PAYMENT").out())
                .contains("b-1")
                .doesNotContain("b-2");
        assertThat(prompt.type("list", "--json").out())
                .startsWith("{\"sagas\":[{\"sagaId\":\"b-2\",\"sagaType\":\"booking\",\"state\":\"WAITING_STOCK\"");
    }

    @Test
    void theListGoesOnWhereAPageEnds() {
        prompt.receive(Given.created("b-1"));
        prompt.receive(Given.created("b-2"));

        var first = prompt.type("list", "--limit", "1");
        String cursor = first.out().strip().replaceAll("(?s).*there are more: --cursor ", "");

        assertThat(first.out()).contains("b-1").doesNotContain("b-2");
        assertThat(prompt.type("list", "--limit", "1", "--cursor", cursor).out())
                .contains("b-2")
                .doesNotContain("b-1", "there are more");
    }

    @Test
    void aStateALimitOrACursorThatIsNoneIsWrongUsage() {
        assertThat(prompt.type("list", "--state", "COMPLETED").status()).isEqualTo(2);
        assertThat(prompt.type("list", "--state", "COMPLETED").err())
                .contains("state should be one in which sagas are in flight");
        assertThat(prompt.type("list", "--limit", "1001").status()).isEqualTo(2);
        assertThat(prompt.type("list", "--cursor", "x").status()).isEqualTo(2);
        assertThat(prompt.type("list", "more").status()).isEqualTo(2);
    }

    @Test
    void aBookingThatWaitsCanBeCancelled() {
        prompt.receive(Given.created("b-1"));

        var cancelled = prompt.type("cancel", "b-1", "--reason", "the customer «called»");

        assertThat(cancelled.status()).isZero();
        assertThat(prompt.waiting()).containsExactly("saga.request_stock", "saga.cancel_booking");
        assertThat(prompt.type("inspect", "b-1", "--json").out())
                .contains("\"state\":\"COMPENSATING\"", "the customer «called»")
                .containsPattern("\"causedBy\":\"operator/cancel/b-1/[0-9a-f-]{36}\"");
    }

    @Test
    void aBookingThatIsOverCannot() {
        prompt.receive(Given.created("b-1"));
        prompt.type("cancel", "b-1", "--reason", "once");
        String before = prompt.type("inspect", "b-1", "--json").out();

        var again = prompt.type("cancel", "b-1", "--reason", "twice");

        assertThat(again.status()).isEqualTo(1);
        assertThat(again.err()).contains("booking b-1 cannot be cancelled: the booking is already being cancelled");
        assertThat(prompt.type("inspect", "b-1", "--json").out()).isEqualTo(before);
        assertThat(prompt.type("dead-letters list").out()).isEmpty();
    }

    @Test
    void whatBeginsWithAnAtSignIsNoFileOfArguments() throws IOException {
        String file = "@" + Files.writeString(directory.resolve("words"), "b-1");
        prompt.receive(Given.created("@@b"));
        prompt.receive(Given.created(file));

        assertThat(prompt.type("inspect", "@@b").out()).startsWith("booking @@b is WAITING_STOCK");
        assertThat(prompt.type("cancel", file, "--reason", "@customer").status())
                .isZero();
        assertThat(prompt.type("inspect", file).out()).contains("COMPENSATING", "@customer");
    }

    @Test
    void whatAParticipantSaidCannotSteerTheTerminal() {
        prompt.receive(Given.created("b-1"));
        prompt.type("cancel", "b-1", "--reason", "a \u009b2J b");

        assertThat(prompt.type("inspect", "b-1").out())
                .contains("a \\u009B2J b")
                .doesNotContain("\u009b");
    }

    @Test
    void anUnknownBookingIsNotFoundAndAReasonIsNeeded() {
        assertThat(prompt.type("cancel", "b-9", "--reason", "x").status()).isEqualTo(3);
        assertThat(prompt.type("cancel", "b\n9", "--reason", "x").status()).isEqualTo(3);
        assertThat(prompt.type("cancel", "x".repeat(256), "--reason", "x").status())
                .isEqualTo(3);
        assertThat(prompt.type("cancel", "b-9").status()).isEqualTo(2);
        assertThat(prompt.type("cancel", "--reason", "x").status()).isEqualTo(2);
        assertThat(prompt.type("cancel", "--reason", "x", "--", "-b-").status()).isEqualTo(3);
    }
}
