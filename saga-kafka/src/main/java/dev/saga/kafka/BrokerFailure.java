package dev.saga.kafka;

import dev.saga.kafka.BrokerUnavailable.Problem;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** What the admin client's exceptions mean for the person who has to mend it. */
final class BrokerFailure {
    /** The client tells an unknown host and a malformed setting apart in its words only. */
    private static final String NO_ADDRESS = "No resolvable bootstrap";

    /** The admin client shows the inside of a call that was in vain. */
    private static final Pattern CALL = Pattern.compile("Call\\(callName=(\\w+)[^)]*\\)");

    private BrokerFailure() {}

    static BrokerUnavailable of(String attempt, Throwable failure) {
        Problem problem = problem(failure);
        return new BrokerUnavailable(problem, attempt + ": " + sentence(problem, failure), failure);
    }

    /** A client that could not be created wraps the reason, and the reason is all that helps. */
    static BrokerUnavailable ofSettings(String attempt, KafkaException failure) {
        Throwable reason = failure.getCause() == null ? failure : failure.getCause();
        boolean noAddress = said(reason).startsWith(NO_ADDRESS);
        return new BrokerUnavailable(
                noAddress ? Problem.UNREACHABLE : Problem.SETTINGS, attempt + ": " + said(reason), failure);
    }

    private static Problem problem(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return Problem.UNREACHABLE;
        }
        if (failure instanceof AuthenticationException) {
            return Problem.AUTHENTICATION;
        }
        if (failure instanceof AuthorizationException) {
            return Problem.AUTHORIZATION;
        }
        if (failure instanceof UnsupportedVersionException) {
            return Problem.TOO_OLD;
        }
        boolean refused = failure instanceof InvalidReplicationFactorException
                || failure instanceof InvalidPartitionsException
                || failure instanceof InvalidTopicException
                || failure instanceof PolicyViolationException;
        return refused ? Problem.TOPIC_REFUSED : Problem.OTHER;
    }

    private static String sentence(Problem problem, Throwable failure) {
        String said = said(failure);
        return switch (problem) {
            case UNREACHABLE -> "no broker answers in time (" + said + ")";
            case AUTHENTICATION -> "the broker does not accept the credentials or the connection (" + said + ")";
            case AUTHORIZATION -> "the broker does not allow it (" + said + ")";
            case TOO_OLD -> "the broker is too old (" + said + ")";
            case SETTINGS, TOPIC_REFUSED, OTHER -> "it is refused (" + said + ")";
        };
    }

    private static String said(Throwable failure) {
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return CALL.matcher(message).replaceAll("$1");
    }
}
