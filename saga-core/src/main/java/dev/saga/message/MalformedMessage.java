package dev.saga.message;

/** A message body that breaks a rule; the message says which, for the person who reads the dead letter. */
public final class MalformedMessage extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With the rule that was broken, as a sentence without a stop. */
    public MalformedMessage(String problem) {
        super(problem, null, false, false);
    }
}
