package dev.saga.message;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A recorded command on its way out.
 *
 * @param position where it stands in the outbox; commands of one saga have ascending positions
 * @param id its deterministic id, the {@code ce_id}
 * @param sagaId the saga that sends it; the message's key and {@code ce_subject}
 * @param type its contract name, the {@code ce_type}
 * @param causationId the identity of the inbound message that caused it
 * @param traceparent the W3C trace context it goes on in, empty if none is known
 * @param recordedAt when it was recorded, by the store's clock
 * @param expiresAt when it stops being of use, the {@code ce_expirytime}; null if never
 * @param body what is sent: bytes for a broker, the command itself in memory
 * @param <B> the form of the body
 */
public record Outbound<B>(
        long position,
        UUID id,
        String sagaId,
        String type,
        String causationId,
        String traceparent,
        Instant recordedAt,
        @Nullable Instant expiresAt,
        B body) {}
