package dev.saga.deadline;

import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A deadline that has elapsed.
 *
 * @param sagaId whose deadline
 * @param state the name of the state in which it was set
 * @param version the saga's version when it was set
 * @param traceparent the trace of the message that set it, empty if none
 */
public record DueDeadline(String sagaId, String state, long version, String traceparent) {
    /** The message type under which elapsed deadlines are observed. */
    public static final String TYPE = "deadline";

    private static final Pattern IDENTITY = Pattern.compile("deadline/([^/]*)/(.*)/([0-9]{1,18})", Pattern.DOTALL);

    /** The same for everyone who fires this deadline, so that it has one effect (contract, section 1). */
    public MessageId messageId() {
        return MessageId.of("deadline/%s/%s/%d".formatted(state, sagaId, version));
    }

    /** The deadline whose firing this message was; empty if it is no such message. */
    public static Optional<DueDeadline> of(Inbound message) {
        var parts = IDENTITY.matcher(message.id().value());
        if (!message.topic().isEmpty() || !message.type().equals(TYPE) || !parts.matches()) {
            return Optional.empty();
        }
        long version = Long.parseLong(parts.group(3));
        return Optional.of(new DueDeadline(parts.group(2), parts.group(1), version, message.traceparent()));
    }
}
