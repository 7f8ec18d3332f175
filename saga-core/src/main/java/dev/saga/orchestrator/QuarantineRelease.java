package dev.saga.orchestrator;

import dev.saga.deadletter.DeadLetterReason;
import java.util.ArrayList;
import java.util.List;

/**
 * Gets a stuck saga going: gives it what was set aside, in order and each in a transaction of its own, until nothing is
 * left or its code fails again. Whether the clock or an operator asks for it, it is the same.
 *
 * <p>Safe for use by many threads and processes: several that release one saga at once take turns at its first letter,
 * and each letter has one effect. A crash leaves each letter handled or kept.
 */
public final class QuarantineRelease {
    private final SagaInquiry<?, ?, ?> inquiry;
    private final DeadLetterRetry<?, ?, ?> retry;

    /** Releases by these means, which are for the same saga and store. */
    public QuarantineRelease(SagaInquiry<?, ?, ?> inquiry, DeadLetterRetry<?, ?, ?> retry) {
        this.inquiry = inquiry;
        this.retry = retry;
    }

    /**
     * What came of it.
     *
     * @param handled how many messages are no longer set aside, because they had their effect or have none
     * @param refused those that were refused, the last one being what the saga is stuck at, if it is
     */
    public record Released(int handled, List<Refusal> refused) {
        /** There was nothing to release. */
        public static final Released NOTHING = new Released(0, List.of());

        public Released {
            refused = List.copyOf(refused);
        }

        /** Whether there was something to release. */
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
     * Releases this saga. A message that its saga now understands and refuses stays as what it is, a contradiction for
     * instance; nothing waits behind it any more, so the next one follows.
     *
     * @throws StoreUnavailable if the store does not answer now; nothing counts as an attempt, and what was handled before
     *     stays handled
     */
    public Released release(String sagaId) {
        int handled = 0;
        List<Refusal> refused = new ArrayList<>();
        for (long first = inquiry.stuckAt(sagaId); first != 0; first = inquiry.stuckAt(sagaId)) {
            Answer answer = retry.retry(first).orElseGet(Answer.Duplicate::new);
            if (answer instanceof Answer.Refused why) {
                refused.add(new Refusal(first, why));
                if (why.reason() == DeadLetterReason.POISON) {
                    break;
                }
            } else if (!(answer instanceof Answer.Waits)) {
                handled++;
            }
        }
        return new Released(handled, refused);
    }
}
