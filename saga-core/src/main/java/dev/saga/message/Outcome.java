package dev.saga.message;

/** What became of one inbound message; final once it is reported. */
public enum Outcome {
    /** It changed its saga. */
    APPLIED,
    /** A delivery with this identity was handled before. */
    DUPLICATE,
    /** Its saga knew it already, or has gone on. */
    IGNORED,
    /** It is kept as a dead letter. */
    REJECTED
}
