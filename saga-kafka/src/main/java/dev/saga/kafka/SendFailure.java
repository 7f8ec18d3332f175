package dev.saga.kafka;

import dev.saga.message.Outbound;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** A command that was not acknowledged, and why. */
record SendFailure(Outbound<byte[]> command, Throwable cause) {

    /** Whether the topic is not there, as opposed to a broker that does not answer. */
    boolean topicIsMissing() {
        return cause instanceof UnknownTopicOrPartitionException
                || cause.getCause() instanceof UnknownTopicOrPartitionException;
    }

    /** Whether the next send would fail the same way, after as long a wait. */
    boolean brokerIsAway() {
        return cause instanceof TimeoutException && !topicIsMissing();
    }

    /** Whether this producer may never succeed again. What is not known to be harmless is taken for fatal. */
    boolean producerIsBroken() {
        return !(cause instanceof RetriableException
                || cause instanceof AuthenticationException
                || cause instanceof IllegalArgumentException
                || cause instanceof InterruptException
                || cause instanceof InterruptedException
                || cause instanceof InvalidRecordException
                || cause instanceof InvalidTopicException
                || cause instanceof PolicyViolationException
                || cause instanceof RecordTooLargeException
                || cause instanceof SerializationException
                || cause instanceof TopicAuthorizationException);
    }

    String reason() {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
