package dev.saga.deadletter;

import java.util.Locale;

/** Why a message became a dead letter (contract, section 3). */
public enum DeadLetterReason {
    /** It breaks a rule for messages. */
    MALFORMED,
    /** No saga of its id was started. */
    UNKNOWN_SAGA,
    /** It contradicts what is recorded. */
    CONTRADICTION,
    /** Handling it failed for a reason of its own, or it waits behind one of its saga for which that is so. */
    POISON,
    /** Its value is larger than messages may be. */
    TOO_LARGE;

    /** The reason as it is stored and shown, such as {@code unknown-saga}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The reason with this label.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static DeadLetterReason of(String label) {
        return valueOf(label.replace('-', '_').toUpperCase(Locale.ROOT));
    }
}
