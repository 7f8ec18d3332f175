package dev.saga.orchestrator;

import dev.saga.deadletter.DeadLetter;
import dev.saga.deadletter.DeadLetterReason;
import dev.saga.deadletter.DeadLetters;
import dev.saga.deadletter.StoredDeadLetter;
import dev.saga.deadline.DueDeadline;
import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives dead letters to their sagas again: the stored message is read anew, and handled under its own identity and in
 * its own trace like any delivery. Safe for use by many threads and processes; however many retry one letter, it has one
 * effect.
 *
 * @param <S> the saga's states
 * @param <I> the saga's inputs
 * @param <E> the saga's events
 */
public final class DeadLetterRetry<S, I, E> {
    private final SagaInquiry<S, I, E> inquiry;
    private final MessageReader<I> reader;
    private final DeadLetters letters;

    /** Retries these letters. */
    public DeadLetterRetry(SagaInquiry<S, I, E> inquiry, MessageReader<I> reader, DeadLetters letters) {
        this.inquiry = inquiry;
        this.reader = reader;
        this.letters = letters;
    }

    /**
     * Handles a dead letter again. If it is applied or ignored, that and the letter's end are one transaction. A
     * duplicate is discarded. If it is refused again, it stays, with one attempt more and the new reason; one whose
     * value was too large to be kept stays as it is, and so does one whose saga is stuck at another letter.
     *
     * @return empty if there is no such letter, or somebody else retried or discarded it meanwhile; nothing was changed
     * @throws StoreUnavailable if the store does not answer now; the letter may be retried again
     */
    public Optional<Answer> retry(long id) {
        Optional<StoredDeadLetter> found = letters.find(id);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        StoredDeadLetter stored = found.get();
        if (stored.letter().reason() == DeadLetterReason.TOO_LARGE) {
            return Optional.of(new Answer.Refused(
                    DeadLetterReason.TOO_LARGE,
                    "its value was too large to be kept; all that can be done is discard it"));
        }
        return inquiry.retry(stored, read(stored.letter())).filter(answer -> stillKept(id, answer));
    }

    /**
     * What came of the retry of a stuck saga.
     *
     * @param handled how many messages are no longer set aside, because they had their effect or have none
     * @param refused those that were refused, the last one being what the saga is stuck at, if it is
     */
    public record Retried(int handled, List<Refusal> refused) {
        /** There was nothing to retry. */
        public static final Retried NOTHING = new Retried(0, List.of());

        public Retried {
            refused = List.copyOf(refused);
        }

        /** Whether there was something to retry. */
        public boolean any() {
            return handled > 0 || !refused.isEmpty();
        }
    }

    /**
     * A message that was refused again.
     *
     * @param deadLetter its letter, which is still kept
     * @param why why
     */
    public record Refusal(long deadLetter, Answer.Refused why) {}

    /**
     * Gets a stuck saga going: gives it what was set aside, in order and each in a transaction of its own, until nothing is
     * left or its code fails again. A message that it now understands and refuses stays as what it is, a contradiction for
     * instance; nothing waits behind it any more, so the next one follows. Several that retry one saga at once take turns at
     * its first letter. A crash leaves each letter handled or kept.
     *
     * @throws StoreUnavailable if the store does not answer now; nothing counts as an attempt, and what was handled before
     *     stays handled
     */
    public Retried retrySaga(String sagaId) {
        int handled = 0;
        List<Refusal> refused = new ArrayList<>();
        for (long first = inquiry.stuckAt(sagaId); first != 0; first = inquiry.stuckAt(sagaId)) {
            Answer answer = retry(first).orElseGet(Answer.Duplicate::new);
            if (answer instanceof Answer.Refused why) {
                refused.add(new Refusal(first, why));
                if (why.reason() == DeadLetterReason.POISON) {
                    break;
                }
            } else if (!(answer instanceof Answer.Waits)) {
                handled++;
            }
        }
        return new Retried(handled, refused);
    }

    private boolean stillKept(long id, Answer answer) {
        if (answer instanceof Answer.Refused refused) {
            return letters.refusedAgain(id, refused.reason(), refused.detail());
        }
        return !(answer instanceof Answer.Duplicate) || letters.discard(id).isPresent();
    }

    private Delivery<I> read(DeadLetter letter) {
        Inbound message = letter.message();
        MessageId id = message.id();
        if (!MessageId.of(id.value()).equals(id)) {
            return new Delivery<>(
                    message,
                    new Delivery.Unreadable<>(DeadLetterReason.MALFORMED, "its identity could not be kept as it came"));
        }
        return DueDeadline.of(message)
                .map(deadline -> new Delivery<>(message, new Delivery.Elapsed<I>(deadline)))
                .orElseGet(() -> reader.read(message));
    }
}
