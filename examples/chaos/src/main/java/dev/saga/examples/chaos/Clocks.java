package dev.saga.examples.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** How wrong the runners' clocks are. */
final class Clocks {
    private static final List<Duration> OFFSETS = List.of(Duration.ZERO, Duration.ofHours(-3), Duration.ofMinutes(40));

    private Clocks() {}

    /** A different one for each of up to three runners. */
    static List<Duration> of(long seed, int runners) {
        List<Duration> offsets = new ArrayList<>(OFFSETS);
        Collections.shuffle(offsets, new Random(seed));
        return List.copyOf(offsets.subList(0, runners));
    }
}
