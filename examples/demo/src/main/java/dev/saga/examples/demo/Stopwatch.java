package dev.saga.examples.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** When each booking was published and when its end was known. Safe for use by many threads. */
final class Stopwatch {
    private final Map<String, Long> published = new ConcurrentHashMap<>();
    private final Map<String, Long> ended = new ConcurrentHashMap<>();
    private final AtomicInteger confirmed = new AtomicInteger();

    void published(String bookingId) {
        published.put(bookingId, System.nanoTime());
    }

    /** Counts the first end of a booking; the books tell of any other. */
    void ended(String bookingId, boolean asConfirmed) {
        if (ended.putIfAbsent(bookingId, System.nanoTime()) == null && asConfirmed) {
            confirmed.incrementAndGet();
        }
    }

    int ended() {
        return ended.size();
    }

    int confirmed() {
        return confirmed.get();
    }

    boolean hasEnded(String bookingId) {
        return ended.containsKey(bookingId);
    }

    /** From the first publication to the last end. */
    Duration span() {
        long first =
                published.values().stream().mapToLong(Long::longValue).min().orElse(0);
        long last = ended.values().stream().mapToLong(Long::longValue).max().orElse(first);
        return Duration.ofNanos(last - first);
    }

    /** How long the bookings took that have ended, the shortest first. */
    List<Duration> latencies() {
        return ended.entrySet().stream()
                .filter(end -> published.containsKey(end.getKey()))
                .map(end -> Duration.ofNanos(end.getValue() - published.get(end.getKey())))
                .sorted()
                .toList();
    }

    /** The smallest of the sorted values that this share of them does not exceed; zero if there is none. */
    static Duration percentile(List<Duration> sorted, double share) {
        if (sorted.isEmpty()) {
            return Duration.ZERO;
        }
        int rank = (int) Math.ceil(share * sorted.size());
        return sorted.get(Math.max(0, rank - 1));
    }
}
