package dev.saga.orchestrator;

import dev.saga.deadletter.DeadLetterSummary;
import dev.saga.deadletter.DeadLetters;
import dev.saga.deadletter.StuckSagas;
import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import dev.saga.saga.Saga;
import dev.saga.sample.FaultySaga;
import dev.saga.sample.FaultySaga.Fault;
import dev.saga.sample.ParallelSaga;
import dev.saga.sample.ParcelEvent;
import dev.saga.sample.ParcelInput;
import dev.saga.sample.ParcelState;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** Orders, one of which the code of a faulty release fails on, on a fresh store that a sound release has, too. */
abstract class StuckSagaScene {
    static final String STUCK = FaultySaga.ORDER;
    static final String OTHER = "o-1";

    StoreFixture<ParcelEvent> fixture;
    DeadLetters letters;
    StuckSagas stuckSagas;
    Deployment<ParcelState, ParcelInput, ParcelEvent> sound;
    /** Fails on the first part of the one order. */
    Deployment<ParcelState, ParcelInput, ParcelEvent> faulty;
    /** Does not know what is recorded of the one order. */
    Deployment<ParcelState, ParcelInput, ParcelEvent> older;

    /** A fresh, empty store for this saga. */
    protected abstract StoreFixture<ParcelEvent> open(Saga<ParcelState, ParcelInput, ParcelEvent> saga);

    @BeforeEach
    final void openAFreshStore() {
        fixture = open(new ParallelSaga());
        letters = fixture.letters();
        stuckSagas = fixture.stuckSagas();
        sound = deployed(new ParallelSaga());
        faulty = deployed(FaultySaga.at(Fault.DECIDE_ABOUT_THE_FIRST_PART));
        older = deployed(FaultySaga.at(Fault.EVOLVE));
    }

    final Deployment<ParcelState, ParcelInput, ParcelEvent> deployed(Saga<ParcelState, ParcelInput, ParcelEvent> saga) {
        return new Deployment<>(saga, fixture.store(), letters);
    }

    static Inbound ordered(String identity, String order) {
        return message(identity, "order.placed", "{\"orderId\":\"%s\",\"note\":\"\"}".formatted(order));
    }

    static Inbound sent(String identity, String order, String from, int boxes) {
        return message(
                identity,
                "part.sent",
                "{\"orderId\":\"%s\",\"from\":\"%s\",\"boxes\":%d}".formatted(order, from, boxes));
    }

    private static Inbound message(String identity, String type, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return new Inbound(MessageId.of(identity), type, "shop." + type, 0, 7, List.of(), null, bytes, "");
    }

    /** The one order is placed, and the faulty release fails on its first part. */
    final void givenAStuckOrder() {
        faulty.take(ordered("placed", STUCK), sent("south", STUCK, "SOUTH", 2));
    }

    final DeadLetterSummary first() {
        return letters.list(0, 1).get(0);
    }

    final List<String> kept() {
        return letters.list(0, 100).stream()
                .map(letter -> letter.messageId().value())
                .toList();
    }

    /** What happened to the one order, as the identities of the messages that caused it. */
    final List<String> causes() {
        return causes(STUCK);
    }

    final List<String> causes(String order) {
        return fixture.archive().find(order).stream()
                .flatMap(stored -> stored.events().stream())
                .map(event -> event.causedBy())
                .distinct()
                .toList();
    }
}
