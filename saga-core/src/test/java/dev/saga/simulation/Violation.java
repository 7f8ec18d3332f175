package dev.saga.simulation;

/** A rule that a world did not keep. */
final class Violation extends AssertionError {
    private static final long serialVersionUID = 1L;
    private final String bookingId;

    /**
     * @param rule which rule
     * @param bookingId which booking it is about, empty if all
     * @param detail what was seen instead, as a sentence
     */
    Violation(String rule, String bookingId, String detail) {
        super("%s%s: %s".formatted(rule, bookingId.isEmpty() ? "" : " (" + bookingId + ")", detail));
        this.bookingId = bookingId;
    }

    /** Nobody expected this to be thrown. */
    Violation(Throwable cause) {
        super("nothing else is thrown: " + cause, cause);
        this.bookingId = "";
    }

    String bookingId() {
        return bookingId;
    }
}
