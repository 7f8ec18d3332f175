package dev.saga.simulation;

/**
 * Luck without a memory: what becomes of a thing in a step is a function of the seed, the step and the thing. Leaving
 * other steps and other things out of a world changes nothing for those that stay, so a failing world can be shortened.
 */
final class Luck {
    private Luck() {}

    /** 64 bits for this thing in this step. */
    static long of(long seed, long step, long thing) {
        return mixed(mixed(seed ^ step * 0x9E3779B97F4A7C15L) ^ thing * 0xD1B54A32D192ED03L);
    }

    /** Whether the eight bits from {@code from} on say yes, which they do {@code in256} times in 256. */
    static boolean says(long luck, int from, int in256) {
        return (luck >>> from & 0xFF) < in256;
    }

    private static long mixed(long bits) {
        long z = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
