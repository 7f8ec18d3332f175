package dev.saga.examples.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How a run went.
 *
 * @param lasted from the first booking to the last end
 * @param perMinute bookings brought to their end, per minute in which some were begun
 * @param longestGap without any booking that ended
 * @param faults how often each scene was begun
 * @param starts of runners
 * @param longestStop of a runner that was asked to stop
 * @param wrong everything that is not as it must be
 */
record Result(
        Options options,
        Duration lasted,
        long begun,
        long ended,
        long perMinute,
        Duration longestGap,
        Map<Scene, Integer> faults,
        List<Duration> clockOffsets,
        int starts,
        Duration longestStop,
        long said,
        long saidTwice,
        Inspection inspection,
        List<String> wrong) {

    boolean isRight() {
        return wrong.isEmpty();
    }
}
