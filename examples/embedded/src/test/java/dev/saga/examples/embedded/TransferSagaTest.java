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
import dev.saga.saga.Refusal;
import dev.saga.testing.SagaFixture;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
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

        assertThat(transfers.commands()).endsWith(new ReturnMoney("t-1", "ada's", AMOUNT, "it was taken too late"));
        assertThat(transfers.state("t-1")).contains("RETURNED");
    }

    @Test
    void a_bank_that_contradicts_itself_is_refused() {
        transfer.given(REQUESTED, new Taken("t-1"), new Given("t-1"))
                .when(new NotGiven("t-1", "closed"))
                .thenRefused(Refusal.CONTRADICTION, "given already");
    }

    /** Whatever the banks say, in whatever order: what was taken is given or goes back, and never both. */
    @Test
    void every_story_keeps_the_money_together() {
        List<TransferInput> answers =
                List.of(new Taken("t-1"), new NotTaken("t-1", "no"), new Given("t-1"), new NotGiven("t-1", "no"));
        List<List<TransferInput>> stories = List.of(List.of());
        for (int length = 0; length < 5; length++) {
            List<List<TransferInput>> longer = new ArrayList<>();
            for (List<TransferInput> story : stories) {
                for (TransferInput answer : answers) {
                    var next = new ArrayList<>(story);
                    next.add(answer);
                    longer.add(next);
                }
            }
            stories = longer;
        }
        for (List<TransferInput> story : stories) {
            for (int deadline = 0; deadline <= story.size(); deadline++) {
                check(story, deadline);
            }
        }
    }

    private static void check(List<TransferInput> story, int deadline) {
        var told = InMemoryOrchestrator.of(new TransferSaga());
        told.deliver(REQUESTED);
        boolean taken = false;
        for (int i = 0; i < story.size(); i++) {
            if (i == deadline) {
                told.advance(TransferSaga.PATIENCE);
            }
            taken |= story.get(i) instanceof Taken
                    && told.deliver(story.get(i)).name().equals("APPLIED");
            told.deliver(story.get(i));
        }
        String state = told.state("t-1").orElseThrow();
        long back =
                told.commands().stream().filter(ReturnMoney.class::isInstance).count();
        assertThat(told.commands()).filteredOn(TakeMoney.class::isInstance).hasSize(1);
        assertThat(state.equals("RETURNED")).as("%s %s", story, state).isEqualTo(back == 1);
        assertThat(back).isLessThanOrEqualTo(1);
        assertThat(taken)
                .as("%s %s", story, state)
                .isEqualTo(List.of("GIVING", "DONE", "RETURNED").contains(state));
    }
}
