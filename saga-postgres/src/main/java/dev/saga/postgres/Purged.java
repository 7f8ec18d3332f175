package dev.saga.postgres;

/**
 * What a purge removed, or would remove.
 *
 * @param sagas how many sagas
 * @param events how many events they had
 * @param messages how many messages can no longer be told from new ones: theirs, and those whose saga is not stored
 * @param unreadable how many sagas stay because their histories do not replay
 */
public record Purged(long sagas, long events, long messages, long unreadable) {
    /** Nothing. */
    public static final Purged NOTHING = new Purged(0, 0, 0, 0);

    /** Both together. */
    public Purged plus(Purged more) {
        return new Purged(
                sagas + more.sagas, events + more.events, messages + more.messages, unreadable + more.unreadable);
    }
}
