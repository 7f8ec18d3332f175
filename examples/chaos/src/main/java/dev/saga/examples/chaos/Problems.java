package dev.saga.examples.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the runners did that they must not do, the first of it. Safe for use by many threads. */
final class Problems {
    private static final int NAMED_AT_MOST = 10;

    private final List<String> all = new ArrayList<>();
    private Duration longestStop = Duration.ZERO;

    synchronized void add(String problem) {
        if (all.size() < NAMED_AT_MOST) {
            all.add(problem);
        }
    }

    synchronized List<String> all() {
        return List.copyOf(all);
    }

    synchronized void stopTook(Duration time) {
        longestStop = time.compareTo(longestStop) > 0 ? time : longestStop;
    }

    /** How long the slowest runner took to stop when asked. */
    synchronized Duration longestStop() {
        return longestStop;
    }
}
