package dev.saga.orchestrator;

import static dev.saga.message.Outcome.APPLIED;
import static dev.saga.message.Outcome.DUPLICATE;
import static dev.saga.message.Outcome.IGNORED;
import static dev.saga.message.Outcome.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingState;
import dev.saga.booking.Product;
import dev.saga.deadletter.DeadLetter;
import dev.saga.deadletter.DeadLetterReason;
import dev.saga.memory.InMemoryStore;
import dev.saga.message.MessageId;
import dev.saga.message.Outbound;
import dev.saga.sample.BookingSample;
import dev.saga.testing.ManualClock;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SagaOrchestratorTest {
    private static final int MANY = 100;

    private final BookingSample sample = new BookingSample();
    private final InMemoryStore<BookingEvent> shared =
            new InMemoryStore<>(new ManualClock(Instant.parse("2024-01-01T00:00:00Z")));
    private final Instance<BookingState, BookingInput, BookingEvent> one = instance(MANY);
    private final Instance<BookingState, BookingInput, BookingEvent> two = instance(MANY);

    private final BookingInput created = sample.story("b-1").get(0);
    private final BookingInput chair = sample.story("b-1").get(1);
    private final BookingInput table = sample.story("b-1").get(2);
    private final BookingInput paid = sample.story("b-1").get(3);

    private Instance<BookingState, BookingInput, BookingEvent> instance(int cachedSagas) {
        return new Instance<>(sample.saga(), shared, cachedSagas);
    }

    @Test
    void aWholeBookingFitsIntoOneBatch() {
        var outcomes = one.message("m-1", created)
                .message("m-2", chair)
                .message("m-3", table)
                .message("m-4", paid)
                .handle();

        assertThat(outcomes).containsOnly(APPLIED);
        assertThat(shared.pending(100))
                .extracting(Outbound::type)
                .containsExactly(
                        "saga.request_stock", "saga.request_stock", "saga.request_payment", "saga.confirm_booking");
        assertThat(shared.inFlightByState()).isEmpty();
    }

    @Test
    void aMessageThatComesTwiceInOneBatchHasOneEffect() {
        var outcomes = one.message("m-1", created)
                .message("m-1", created)
                .message("m-2", chair)
                .message("m-2", chair)
                .message("m-3", chair)
                .handle();

        assertThat(outcomes).containsExactly(APPLIED, DUPLICATE, APPLIED, DUPLICATE, IGNORED);
        assertThat(shared.find("b-1").orElseThrow().events()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, MANY})
    void aMessageThatWasHandledBeforeHasNoEffectWhoeverHandledIt(int cachedSagas) {
        var instance = instance(cachedSagas);
        instance.message("m-1", created).handle();

        assertThat(instance.message("m-1", created).handle()).containsExactly(DUPLICATE);
        assertThat(two.message("m-1", created).message("m-2", chair).handle()).containsExactly(DUPLICATE, APPLIED);
        assertThat(instance.message("m-2", chair).message("m-3", table).handle())
                .containsExactly(DUPLICATE, APPLIED);
    }

    @Test
    void anUnreadableMessageIsADeadLetterOnce() {
        assertThat(one.unreadable("m-1")
                        .message("m-2", created)
                        .unreadable("m-1")
                        .handle())
                .containsExactly(REJECTED, APPLIED, DUPLICATE);
        assertThat(one.unreadable("m-1").unreadable("m-3").handle()).containsExactly(DUPLICATE, REJECTED);
        assertThat(two.unreadable("m-3").handle()).containsExactly(DUPLICATE);

        assertThat(shared.deadLetters())
                .extracting(letter -> letter.message().id().value())
                .containsExactly("m-1", "m-3");
        assertThat(shared.deadLetters()).extracting(DeadLetter::reason).containsOnly(DeadLetterReason.MALFORMED);
    }

    @Test
    void whatIsAboutNoSagaIsADeadLetterAndDoesNotStandInTheWayOfItsStart() {
        assertThat(one.message("m-1", chair)
                        .message("m-2", created)
                        .message("m-3", chair)
                        .handle())
                .containsExactly(REJECTED, APPLIED, APPLIED);

        assertThat(shared.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo(DeadLetterReason.UNKNOWN_SAGA);
            assertThat(letter.sagaId()).isEqualTo("b-1");
        });
        assertThat(one.message("m-1", chair).handle()).containsExactly(DUPLICATE);
        assertThat(shared.deadLetters()).hasSize(1);
    }

    @Test
    void aContradictionIsADeadLetterWithItsSentence() {
        assertThat(one.message("m-1", created).message("m-2", paid).handle()).containsExactly(APPLIED, REJECTED);

        assertThat(shared.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo(DeadLetterReason.CONTRADICTION);
            assertThat(letter.detail()).contains("no payment was requested");
            assertThat(letter.message().id()).isEqualTo(MessageId.of("m-2"));
        });
    }

    @Test
    void whereAnotherWriterWasFasterTheStepIsRedoneOnWhatThatOneStored() {
        one.message("m-1", created).message("m-2", chair).handle();
        one.store().beforeTheNextCommit(() -> two.message("m-3", table).handle());

        assertThat(one.message("m-4", table).handle()).containsExactly(IGNORED);

        assertThat(one.witness().calls()).endsWith("begin m-4", "conflict over 1", "IGNORED m-4");
        assertThat(shared.pending(100)).extracting(Outbound::type).containsOnlyOnce("saga.request_payment");
    }

    @Test
    void whereAnotherWriterHandledTheSameMessageItIsADuplicate() {
        one.message("m-1", created).handle();
        one.store().beforeTheNextCommit(() -> two.message("m-2", chair).handle());

        assertThat(one.message("m-2", chair).message("m-3", table).handle()).containsExactly(DUPLICATE, APPLIED);
        assertThat(shared.find("b-1").orElseThrow().events()).hasSize(4);
    }

    @Test
    void oneConflictInABatchCostsTheOthersNothingButASecondTry() {
        one.message("m-1", created).handle();
        one.store().beforeTheNextCommit(() -> two.message("m-2", chair).handle());

        assertThat(one.message("m-3", sample.start("b-2"))
                        .message("m-4", table)
                        .message("m-5", sample.start("b-3"))
                        .handle())
                .containsExactly(APPLIED, APPLIED, APPLIED);

        assertThat(shared.inFlightByState())
                .containsEntry("WAITING_PAYMENT", 1L)
                .containsEntry("WAITING_STOCK", 2L);
    }

    @Test
    void whatIsRefusedOnAStaleStateIsJudgedAgainOnTheTrueOne() {
        one.message("m-1", created).message("m-2", chair).handle();
        two.message("m-3", table).handle();

        assertThat(one.message("m-4", paid).handle()).containsExactly(APPLIED);

        assertThat(shared.deadLetters()).isEmpty();
        assertThat(shared.pending(100)).extracting(Outbound::type).endsWith("saga.confirm_booking");
    }

    @Test
    void whatIsIgnoredOnAStaleStateIsJudgedAgainOnTheTrueOne() {
        var cancel = new BookingInput.CancelRequested("b-1", "a mistake");
        one.message("m-1", created).message("m-2", chair).handle();
        two.message("m-3", cancel)
                .message("m-4", new BookingInput.ReservationFailed("b-1", "table", ""))
                .handle();

        assertThat(one.message("m-5", chair).message("m-6", table).handle()).containsExactly(IGNORED, APPLIED);

        assertThat(one.witness().calls()).contains("conflict over 1");
        assertThat(shared.pending(100)).extracting(Outbound::type).endsWith("saga.release_stock");
    }

    @Test
    void howManySagasAreReadAtOnceIsBounded() {
        var without = instance(0);
        for (int line = 0; line < 2; line++) {
            for (int i = 0; i < 250; i++) {
                without.message(line + " " + i, sample.story("b-" + i).get(line));
            }
            assertThat(without.handle()).hasSize(250).containsOnly(APPLIED);
        }

        assertThat(without.store().loads()).isEqualTo(3);
        assertThat(without.store().largestLoad()).isEqualTo(100);
        assertThat(without.store().attempts()).isEqualTo(2);
    }

    @Test
    void whereHistoriesAreLongABatchIsHandledInSeveralTransactionsThatLearnFromEachOther() {
        var without = instance(0);
        var products = IntStream.range(0, 1_000)
                .mapToObj(i -> new Product("p-" + i, 1))
                .toList();
        for (int i = 0; i < 120; i++) {
            without.message("created " + i, new BookingInput.BookingCreated("b-" + i, "", products));
        }
        without.handle();
        for (int i = 0; i < 120; i++) {
            for (int p = 0; p < 200; p++) {
                without.message(
                        "reserved " + i + " " + p,
                        new BookingInput.ProductReserved("b-" + i, "p-" + p, 1, BigDecimal.ONE));
            }
        }
        without.handle();
        int before = without.store().attempts();
        for (int i = 0; i < 120; i++) {
            without.message("created " + i, new BookingInput.BookingCreated("b-" + i, "", products.subList(0, 1)));
        }

        assertThat(without.handle()).hasSize(120).containsOnly(DUPLICATE);

        assertThat(without.store().largestLoad()).isEqualTo(100);
        assertThat(without.store().attempts() - before)
                .as("one that conflicts, and none of what is known then")
                .isEqualTo(1);
    }

    @Test
    void aCachedSagaIsNotReadAgain() {
        one.message("m-1", created).handle();
        int loads = one.store().loads();

        one.message("m-2", chair).handle();
        one.message("m-3", table).handle();

        assertThat(one.store().loads()).isEqualTo(loads);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, MANY})
    void theSizeOfTheCacheChangesNothingButTheCost(int cachedSagas) {
        var instance = instance(cachedSagas);
        var ids = IntStream.range(0, 5).mapToObj(i -> "b-" + i).toList();
        for (int line = 0; line < 4; line++) {
            for (String id : ids) {
                instance.message(id + " " + line, sample.story(id).get(line));
                assertThat(instance.handle()).containsExactly(APPLIED);
            }
        }

        for (String id : ids) {
            assertThat(shared.find(id).orElseThrow().events()).hasSize(5);
        }
        assertThat(shared.inFlightByState()).isEmpty();
    }

    @Test
    void instancesThatAreHandedTheSameBatchesAtOnceHaveTheEffectOfOne() {
        for (int round = 0; round < 20; round++) {
            int in = round;
            var instances = List.of(instance(MANY), instance(0), instance(1));
            List<Supplier<Object>> actions = instances.stream()
                    .<Supplier<Object>>map(instance -> () -> {
                        for (String id : List.of("x-" + in, "y-" + in)) {
                            var story = sample.story(id);
                            IntStream.range(0, story.size()).forEach(i -> instance.message(id + i, story.get(i)));
                        }
                        return instance.handle();
                    })
                    .toList();
            Rendezvous.collide(actions);

            assertThat(shared.find("x-" + in).orElseThrow().events()).hasSize(5);
            assertThat(shared.find("y-" + in).orElseThrow().events()).hasSize(5);
        }
        assertThat(shared.pending(1_000))
                .hasSize(20 * 2 * 4)
                .extracting(Outbound::id)
                .doesNotHaveDuplicates();
        assertThat(shared.deadLetters()).isEmpty();
    }
}
