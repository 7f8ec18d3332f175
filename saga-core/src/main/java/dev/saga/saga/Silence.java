package dev.saga.saga;

/** Why an input changes nothing although a correct participant may well send it. */
public enum Silence {
    /** It repeats what is already known. */
    REPEAT("a repetition"),
    /** The saga has gone on in the meantime. */
    OVERTAKEN("overtaken"),
    /** The saga has ended and nothing is left to do. */
    SETTLED("settled");

    private final String words;

    Silence(String words) {
        this.words = words;
    }

    /** The reason in the words that the printed table uses. */
    public String words() {
        return words;
    }
}
