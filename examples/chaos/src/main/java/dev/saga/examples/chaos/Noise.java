package dev.saga.examples.chaos;

import java.util.SplittableRandom;

/**
 * When a message comes, and how often.
 *
 * @param delay milliseconds until it is sent, which lets others overtake it
 * @param copy whether it comes twice
 * @param copyDelay milliseconds until the second one is sent
 * @param copyIsAnother whether the second one says the same under an identity of its own
 */
record Noise(long delay, boolean copy, long copyDelay, boolean copyIsAnother) {
    private static final int LONGEST = 300;
    private static final int LATE = 11_000;
    private static final int LATER = 14_000;

    static Noise of(SplittableRandom random, boolean late) {
        long delay = late ? random.nextInt(LATE, LATER) : random.nextBoolean() ? 0 : random.nextInt(LONGEST);
        boolean copy = random.nextInt(100) < 10;
        long copyDelay = delay + random.nextInt(10 * LONGEST);
        return new Noise(delay, copy, copyDelay, random.nextBoolean());
    }
}
