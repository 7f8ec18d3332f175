package dev.saga.inspect;

/**
 * One thing that is wrong with what is stored of one saga.
 *
 * @param sagaId the saga
 * @param version the version of the event it is about; {@link #NO_VERSION} if it is about none
 * @param problem what kind of thing
 * @param detail what exactly, as a clause
 */
public record Finding(String sagaId, long version, Problem problem, String detail) {
    /** No event is meant. */
    public static final long NO_VERSION = 0;
}
