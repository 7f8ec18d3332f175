package dev.saga.examples.loadtest;

/** Numbers that look random and are the same in every run. */
final class Hash {
    private static final double UNIT = 0x1.0p-53;

    private Hash() {}

    /** A one-to-one function whose neighbouring arguments have nothing in common (SplitMix64's last step). */
    static long of(long value) {
        long mixed = value + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** From 0, inclusive, to 1, exclusive. */
    static double share(long value) {
        return (of(value) >>> 11) * UNIT;
    }
}
