package dev.saga.runner.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.message.Header;
import dev.saga.message.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLetterCommandsTest {
    @TempDir
    private Path directory;

    private Prompt prompt;

    @BeforeEach
    void open() {
        prompt = Prompt.migrated(directory);
    }

    @Test
    void deadLettersAreListedOneALine() {
        prompt.receive(Given.reserved("/shop#1", "b-1", "chair"));
        prompt.receive(Given.message("/shop#2", "payment.completed", "{\u001b[2J\n"));

        var listed = prompt.type("dead-letters list");

        assertThat(listed.status()).isZero();
        assertThat(listed.out().lines()).hasSize(2);
        assertThat(listed.out().lines().findFirst().orElseThrow())
                .contains("unknown-saga", "product.reserved", "b-1", "no booking of this id was created");
        assertThat(listed.out()).contains("malformed").doesNotContain("\u001b");
    }

    @Test
    void theListGoesOnWhereAPageEnds() {
        for (int i = 1; i <= 3; i++) {
            prompt.receive(Given.message("/shop#" + i, "payment.completed", "{"));
        }

        var first = prompt.type("dead-letters list", "--limit", "2");
        assertThat(first.out().lines()).hasSize(3);
        String cursor = first.out().strip().replaceAll("(?s).*there are more: --cursor ", "");

        var second = prompt.type("dead-letters list", "--limit=2", "--cursor=" + cursor);
        assertThat(second.out().lines()).hasSize(1);
        assertThat(second.out().strip()).startsWith("3 ");
    }

    @Test
    void jsonIsWhatHttpAnswersAndNothingElseIsPrinted() {
        prompt.receive(Given.reserved("/shop#1", "b-1", "chair"));

        assertThat(prompt.type("dead-letters list", "--json").out())
                .startsWith("{\"deadLetters\":[{\"id\":1,\"sagaId\":\"b-1\",\"messageId\":\"/shop#1\"")
                .endsWith("}]}" + System.lineSeparator());
        assertThat(prompt.type("dead-letters show", "1", "--json").out())
                .startsWith("{\"id\":1,\"sagaId\":\"b-1\"")
                .endsWith("\"encoding\":\"text\"}" + System.lineSeparator());
    }

    @Test
    void aDeadLetterIsShownWithHeadersAndValue() {
        prompt.receive(Given.message(
                "/shop#1",
                "product.reserved",
                "{\"bookingId\"".getBytes(StandardCharsets.UTF_8),
                List.of(new Header("ce_id", "1".getBytes(StandardCharsets.UTF_8)), new Header("raw", new byte[] {-1
                }))));

        var shown = prompt.type("dead-letters show", "1");

        assertThat(shown.status()).isZero();
        assertThat(shown.out())
                .containsPattern("reason +malformed")
                .containsPattern("identity +/shop#1")
                .containsPattern("from +prod.product.reserved/4/17")
                .containsPattern("header +ce_id: 1")
                .containsPattern("header +raw: \\(base64\\) /w==")
                .contains("{\"bookingId\"");
    }

    @Test
    void aRetryThatIsAppliedRecordsItsCommandsAndTakesTheLetterAway() {
        prompt.receive(Given.reserved("/shop#1", "b-1", "chair"));
        prompt.receive(Given.created("b-1"));

        var retried = prompt.type("dead-letters retry", "1", "--json");

        assertThat(retried.status()).isZero();
        assertThat(retried.out()).isEqualTo("{\"outcome\":\"applied\"}" + System.lineSeparator());
        assertThat(prompt.waiting()).containsExactly("saga.request_stock", "saga.request_payment");
        assertThat(prompt.receive(Given.reserved("/shop#1", "b-1", "chair"))).isEqualTo(Outcome.DUPLICATE);
        assertThat(prompt.type("dead-letters list").out()).isEmpty();
    }

    @Test
    void aRetryThatIsRefusedAgainSaysWhyAndFails() {
        prompt.receive(Given.reserved("/shop#1", "b-1", "table"));
        prompt.receive(Given.created("b-1"));

        var retried = prompt.type("dead-letters retry", "1");

        assertThat(retried.status()).isEqualTo(1);
        assertThat(retried.out()).isEmpty();
        assertThat(retried.err())
                .contains("dead letter 1 is refused again: contradiction: product table is not in this booking");
        assertThat(prompt.type("dead-letters list", "--json").out()).contains("\"attempts\":2");
    }

    @Test
    void aDiscardedLetterIsGone() {
        prompt.receive(Given.message("/shop#1", "product.reserved", "{"));

        var discarded = prompt.type("dead-letters discard", "1");
        assertThat(discarded.status()).isZero();
        assertThat(discarded.err())
                .contains("dead letter 1 discarded by the command line (user ")
                .contains("product.reserved /shop#1 of saga - was malformed: ");

        var again = prompt.type("dead-letters discard", "1");
        assertThat(again.status()).isEqualTo(3);
        assertThat(again.err()).contains("there is no dead letter with the id 1");
    }

    @Test
    void whatIsNotThereIsStatusThreeAndWrongUsageIsTwo() {
        for (String command : List.of("show", "retry", "discard")) {
            assertThat(prompt.type("dead-letters " + command, "17").status()).isEqualTo(3);
            assertThat(prompt.type("dead-letters " + command, "many").status()).isEqualTo(3);
            assertThat(prompt.type("dead-letters " + command).status()).isEqualTo(2);
        }
        assertThat(Main.execute("dead-letters")).isEqualTo(2);
        assertThat(prompt.type("dead-letters list", "--limit", "0").status()).isEqualTo(2);
        assertThat(prompt.type("dead-letters list", "--limit", "0").err())
                .contains("limit should be a whole number from 1 to 1000, but was '0'");
        assertThat(prompt.type("dead-letters list", "--cursor", "x").status()).isEqualTo(2);
        assertThat(prompt.type("dead-letters bury", "1").status()).isEqualTo(2);
    }

    @Test
    void nothingIsMigrated() {
        var unmigrated = new Prompt(directory);

        for (String command : List.of("dead-letters list", "list")) {
            var result = unmigrated.type(command);
            assertThat(result.status()).isEqualTo(1);
            assertThat(result.err()).contains("postgres.schema").contains("not migrated");
        }
        assertThat(unmigrated.type("dead-letters retry", "1").status()).isEqualTo(1);
        assertThat(unmigrated.type("cancel", "b-1", "--reason", "x").status()).isEqualTo(1);
    }
}
