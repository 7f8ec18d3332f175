package dev.saga.orchestrator;

import dev.saga.deadletter.DeadLetterReason;
import dev.saga.message.Codec;
import dev.saga.message.Inbound;
import dev.saga.message.MalformedMessage;
import dev.saga.message.MessageId;
import dev.saga.saga.Saga;
import org.jspecify.annotations.Nullable;

/**
 * Reads what inbound messages say (contract, section 1). Never throws for what a message contains.
 *
 * @param <I> the saga's inputs
 */
public final class MessageReader<I> {
    /** The most bytes that a value may have: 1 MiB. */
    public static final int MOST_BYTES = Inbound.MOST_VALUE_BYTES;

    private static final int MOST_CODE_POINTS_OF_AN_ID = 255;

    private final Saga<?, I, ?> saga;
    private final Codec codec;

    /** A reader of the messages that this saga takes. Safe for use by many threads. */
    public MessageReader(Saga<?, I, ?> saga, Codec codec) {
        this.saga = saga;
        this.codec = codec;
    }

    /** What the message says, or why it says nothing. */
    public Delivery<I> read(Inbound message) {
        byte[] value = message.value();
        String id = message.id().value();
        if (value == null) {
            return unreadable(message, DeadLetterReason.MALFORMED, "it has no value (a tombstone)");
        }
        if (value.length > MOST_BYTES) {
            return unreadable(
                    message,
                    DeadLetterReason.TOO_LARGE,
                    "its value has %d bytes; the most is %d".formatted(value.length, MOST_BYTES));
        }
        if (id.codePointCount(0, id.length()) > MessageId.MOST_CODE_POINTS) {
            return unreadable(
                    message,
                    DeadLetterReason.MALFORMED,
                    "its identity has more than %d characters".formatted(MessageId.MOST_CODE_POINTS));
        }
        if (id.indexOf('\0') >= 0) {
            return unreadable(message, DeadLetterReason.MALFORMED, "its identity has the character U+0000");
        }
        var type = saga.inputs().classOf(message.type());
        if (type.isEmpty()) {
            return unreadable(
                    message,
                    DeadLetterReason.MALFORMED,
                    "the %s saga takes no messages of type %s".formatted(saga.type(), message.type()));
        }
        try {
            I input = codec.decode(value, type.get());
            String sagaId = saga.sagaId(input);
            if (!canBeAnId(sagaId)) {
                return unreadable(
                        message,
                        DeadLetterReason.MALFORMED,
                        "its saga's id is missing, empty, longer than 255 characters, or has U+0000 or a lone surrogate");
            }
            return new Delivery<>(message, new Delivery.Understood<>(sagaId, input));
        } catch (MalformedMessage e) {
            return unreadable(message, DeadLetterReason.MALFORMED, e.getMessage());
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            // Not a class that is missing: that is the process's fault, and no saga is known yet that would be tried
            // again.
            return unreadable(message, DeadLetterReason.POISON, "to read it fails with " + e);
        }
    }

    /** Whether a store can keep a saga of this id, whatever rules the saga itself has for its ids. */
    public static boolean canBeAnId(@Nullable String id) {
        if (id == null || id.isEmpty()) {
            return false;
        }
        int codePoints = 0;
        for (int at = 0; at < id.length(); codePoints++) {
            int codePoint = id.codePointAt(at);
            if (codePoint == 0 || codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                return false;
            }
            at += Character.charCount(codePoint);
        }
        return codePoints <= MOST_CODE_POINTS_OF_AN_ID;
    }

    private static <I> Delivery<I> unreadable(Inbound message, DeadLetterReason reason, String detail) {
        return new Delivery<>(message, new Delivery.Unreadable<>(reason, detail));
    }
}
