package dev.saga.saga;

/** Why an input is refused. */
public enum Refusal {
    /** No saga of this id was started. */
    UNKNOWN_SAGA("no such saga"),
    /** It contradicts what is already recorded. */
    CONTRADICTION("a contradiction");

    private final String words;

    Refusal(String words) {
        this.words = words;
    }

    /** The reason in the words that the printed table uses. */
    public String words() {
        return words;
    }
}
