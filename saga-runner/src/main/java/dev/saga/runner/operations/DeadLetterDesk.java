package dev.saga.runner.operations;

import dev.saga.deadletter.DeadLetterSummary;
import dev.saga.deadletter.DeadLetters;
import dev.saga.deadletter.StoredDeadLetter;
import dev.saga.orchestrator.Answer;
import dev.saga.orchestrator.DeadLetterRetry;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What operators do with dead letters. The log says who did what. Safe for use by many threads. */
public final class DeadLetterDesk {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterDesk.class);
    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");

    private final DeadLetters letters;
    private final DeadLetterRetry<?, ?, ?> retry;

    /** For these letters. */
    public DeadLetterDesk(DeadLetters letters, DeadLetterRetry<?, ?, ?> retry) {
        this.letters = letters;
        this.retry = retry;
    }

    /**
     * A page of the list, the oldest first.
     *
     * @param parameters {@code limit} and {@code cursor}, each where it is given
     * @throws InvalidRequest if one of them is malformed
     */
    public Page<DeadLetterSummary> page(Map<String, String> parameters) {
        int limit = Limit.of(parameters);
        long after = parameters.containsKey("cursor") ? LetterCursor.parse(parameters.get("cursor")) : 0;
        return Page.of(letters.list(after, limit + 1), limit, letter -> LetterCursor.of(letter.id()));
    }

    /** The letter of this id, if that is one and there is such a letter. */
    public Optional<StoredDeadLetter> find(String id) {
        OptionalLong number = number(id);
        return number.isPresent() ? letters.find(number.getAsLong()) : Optional.empty();
    }

    /**
     * Handles the letter again, as {@link DeadLetterRetry#retry} does.
     *
     * @param who for the log
     */
    public Optional<Answer> retry(String id, String who) {
        OptionalLong number = number(id);
        Optional<Answer> answer = number.isPresent() ? retry.retry(number.getAsLong()) : Optional.empty();
        answer.ifPresent(given -> LOG.info("dead letter {} retried by {}: {}", id, who, OneLine.of(said(given))));
        return answer;
    }

    /**
     * Lets go of the letter, for ever.
     *
     * @param who for the log
     * @return whether there was one
     */
    public boolean discard(String id, String who) {
        OptionalLong number = number(id);
        Optional<DeadLetterSummary> discarded =
                number.isPresent() ? letters.discard(number.getAsLong()) : Optional.empty();
        discarded.ifPresent(letter -> LOG.info(
                "dead letter {} discarded by {}: {} {} of saga {} was {}: {}",
                letter.id(),
                who,
                OneLine.of(letter.type()),
                OneLine.of(letter.messageId().value()),
                letter.sagaId().isEmpty() ? "-" : OneLine.of(letter.sagaId()),
                letter.reason().label(),
                OneLine.of(letter.detail())));
        return discarded.isPresent();
    }

    /** The answer in a few words. */
    public static String said(Answer answer) {
        if (answer instanceof Answer.Refused refused) {
            return refused.reason().label() + ": " + refused.detail();
        }
        if (answer instanceof Answer.Waits waits) {
            return "dead letter %d of this booking comes first".formatted(waits.deadLetter());
        }
        if (answer instanceof Answer.Applied) {
            return "applied";
        }
        return answer instanceof Answer.Ignored ? "ignored" : "duplicate";
    }

    private static OptionalLong number(String id) {
        return ID.matcher(id).matches() ? OptionalLong.of(Long.parseLong(id)) : OptionalLong.empty();
    }
}
