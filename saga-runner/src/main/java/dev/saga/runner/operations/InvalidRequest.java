package dev.saga.runner.operations;

/** What was asked for is malformed; the message says in one sentence what was expected. */
public final class InvalidRequest extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With that sentence. */
    public InvalidRequest(String sentence) {
        super(sentence, null, false, false);
    }
}
