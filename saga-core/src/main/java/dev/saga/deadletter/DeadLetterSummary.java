package dev.saga.deadletter;

import dev.saga.message.MessageId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter without its headers and value, as lists show it.
 *
 * @param id by which it is asked for; a letter that was recorded later has a higher one
 * @param sagaId the saga it was meant for, empty if it does not say
 * @param messageId the message's identity
 * @param type the message's contract name
 * @param topic the real topic, empty for what came through no broker
 * @param partition the topic's partition
 * @param offset its place in the partition
 * @param key the record's key; its bytes are never changed
 * @param reason why it could not be handled, the last time it was tried
 * @param detail why, as a sentence
 * @param attempts how often it was tried; 0 for one that waits behind another
 * @param firstFailedAt when it was first tried, or began to wait, by the store's clock
 * @param lastFailedAt when it was last tried, by the store's clock
 * @param retryAt when it is tried again by itself, null if it is not
 */
public record DeadLetterSummary(
        long id,
        String sagaId,
        MessageId messageId,
        String type,
        String topic,
        int partition,
        long offset,
        byte @Nullable [] key,
        DeadLetterReason reason,
        String detail,
        int attempts,
        Instant firstFailedAt,
        Instant lastFailedAt,
        @Nullable Instant retryAt) {}
