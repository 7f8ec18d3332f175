package dev.saga.orchestrator;

import dev.saga.deadletter.DeadLetter;
import dev.saga.deadletter.DeadLetterReason;
import dev.saga.deadletter.DeadLetters;
import dev.saga.deadletter.StoredDeadLetter;
import dev.saga.deadline.DueDeadline;
import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
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
