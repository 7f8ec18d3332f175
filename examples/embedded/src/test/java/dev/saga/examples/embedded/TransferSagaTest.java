package dev.saga.examples.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.examples.embedded.TransferCommand.GiveMoney;
import dev.saga.examples.embedded.TransferCommand.ReturnMoney;
import dev.saga.examples.embedded.TransferCommand.TakeMoney;
import dev.saga.examples.embedded.TransferInput.Given;
import dev.saga.examples.embedded.TransferInput.NotGiven;
import dev.saga.examples.embedded.TransferInput.NotTaken;
import dev.saga.examples.embedded.TransferInput.Requested;
import dev.saga.examples.embedded.TransferInput.Taken;
import dev.saga.memory.InMemoryOrchestrator;
import dev.saga.message.Outcome;
import dev.saga.saga.Refusal;
import dev.saga.testing.SagaFixture;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TransferSagaTest {
    private static final BigDecimal AMOUNT = new BigDecimal("12.50");
    private static final Requested REQUESTED = new Requested("t-1", "ada's", "bob's", AMOUNT);

    private final SagaFixture<TransferState, TransferInput, TransferEvent> transfer =
            SagaFixture.of(new TransferSaga(), "t-1");
    private final InMemoryOrchestrator<TransferState, TransferInput, TransferEvent> transfers =
            InMemoryOrchestrator.of(new TransferSaga());

    @Test
    void money_is_taken_and_then_given() {
        transfers.deliver(REQUESTED);
        transfers.deliver(new Taken("t-1"));
        transfers.deliver(new Given("t-1"));

        assertThat(transfers.commands())
                .containsExactly(new TakeMoney("t-1", "ada's", AMOUNT), new GiveMoney("t-1", "bob's", AMOUNT));
        assertThat(transfers.state("t-1")).contains("DONE");
    }

    @Test
    void what_cannot_be_taken_is_not_given() {
        transfer.given(REQUESTED)
                .when(new NotTaken("t-1", "no money"))
                .thenCommands()
                .thenState("FAILED");
    }

    @Test
    void what_was_taken_and_cannot_be_given_goes_back() {
        transfer.given(REQUESTED, new Taken("t-1"))
                .when(new NotGiven("t-1", "closed"))
                .thenCommands(new ReturnMoney("t-1", "ada's", AMOUNT, "closed"))
                .thenState("RETURNED");
    }

    @Test
    void what_is_taken_after_the_deadline_goes_back() {
        transfers.deliver(REQUESTED);
        transfers.advance(TransferSaga.PATIENCE);
        assertThat(transfers.state("t-1")).contains("FAILED");

        transfers.deliver(new Taken("t-1"));

        assertThat(transfers.commands()).endsWith(new ReturnMoney("t-1", "ada's", AMOUNT, "the transfer was given up"));
        assertThat(transfers.state("t-1")).contains("RETURNED");
    }

    @Test
    void a_bank_that_contradicts_itself_is_refused() {
        transfer.given(REQUESTED, new Taken("t-1"), new Given("t-1"))
                .when(new NotGiven("t-1", "closed"))
                .thenRefused(Refusal.CONTRADICTION, "given already");
    }

    /** Whatever the banks say, in whatever order, and whenever the deadline is: what was taken is given or goes back, once. */
    @Test
    void every_story_keeps_the_money_together() {
        for (List<TransferInput> story : stories(5)) {
            for (int deadline = 0; deadline <= story.size(); deadline++) {
                check(story, deadline);
            }
        }
    }

    private static List<List<TransferInput>> stories(int length) {
        if (length == 0) {
            return List.of(List.of());
        }
        return stories(length - 1).stream()
                .flatMap(story -> Stream.of(
                                new Taken("t-1"),
                                new NotTaken("t-1", "no"),
                                new Given("t-1"),
                                new NotGiven("t-1", "no"))
                        .map(next ->
                                Stream.concat(story.stream(), Stream.of(next)).toList()))
                .toList();
    }

    private static void check(List<TransferInput> story, int deadline) {
        var told = InMemoryOrchestrator.of(new TransferSaga());
        told.deliver(REQUESTED);
        boolean taken = false;
        boolean given = false;
        for (int i = 0; i < story.size(); i++) {
            if (i == deadline) {
                told.advance(TransferSaga.PATIENCE);
            }
            TransferInput said = story.get(i);
            boolean askedToGive = count(told, GiveMoney.class) > 0;
            taken |= said instanceof Taken;
            given |= said instanceof Given && askedToGive && told.deliver(said) == Outcome.APPLIED;
            told.deliver(said);

            String so = "%s, the deadline before %d, after %d".formatted(story, deadline, i);
            long asked = count(told, GiveMoney.class);
            long back = count(told, ReturnMoney.class);
            assertThat(count(told, TakeMoney.class)).as(so).isEqualTo(1);
            assertThat(asked).as(so).isLessThanOrEqualTo(1);
            assertThat(back).as(so).isLessThanOrEqualTo(1);
            assertThat(asked + back > 0).as(so).isEqualTo(taken);
            assertThat(given && back > 0).as(so).isFalse();
        }
    }

    private static long count(InMemoryOrchestrator<?, ?, ?> told, Class<? extends TransferCommand> kind) {
        return told.commands().stream().filter(kind::isInstance).count();
    }
}
