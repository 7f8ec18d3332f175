package dev.saga.saga;

import java.util.List;
import java.util.stream.Stream;

/**
 * A stored history that the saga's own rules could not have produced: an event in a state where it is impossible, an
 * event of an unknown type, a gap in the versions.
 *
 * <p>Thrown instead of skipping the event: a state folded over a hole looks healthy and is not.
 */
public final class CorruptStream extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient SagaId saga;

    /**
     * @param saga the saga whose history is corrupt
     * @param version the version of the event that does not fit
     * @param event the event, or what is known of it
     * @param problem what is wrong with it, as a clause
     */
    public CorruptStream(SagaId saga, long version, String event, String problem) {
        super("the history of %s is corrupt at version %d (%s): %s".formatted(saga, version, event, problem));
        this.saga = saga;
    }

    /** The saga whose history is corrupt. */
    public SagaId saga() {
        return saga;
    }

    /** This one, and those of other sagas that were found by the same read, which are {@linkplain #addSuppressed with it}. */
    public List<CorruptStream> all() {
        return Stream.concat(
                        Stream.of(this),
                        Stream.of(getSuppressed())
                                .filter(CorruptStream.class::isInstance)
                                .map(CorruptStream.class::cast))
                .toList();
    }
}
