package dev.saga.kafka;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/** How long there is left to wait for answers. */
final class TimeLeft {
    /** A request that runs out of time says on what it waited, so it is given the time to say so. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private final long deadline;

    private TimeLeft(long deadline) {
        this.deadline = deadline;
    }

    static TimeLeft within(Duration timeout) {
        return new TimeLeft(System.nanoTime() + timeout.toNanos());
    }

    int millisLeft() {
        long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, left));
    }

    /** Throws what the request failed with, TimeoutException when time is up, InterruptException when interrupted. */
    <T> T to(Future<T> request) {
        try {
            return request.get(millisLeft() + GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException failure
                    ? failure
                    : new KafkaException(e.getCause().getMessage(), e.getCause());
        } catch (java.util.concurrent.TimeoutException e) {
            throw new TimeoutException("no answer");
        } catch (InterruptedException e) {
            throw new InterruptException("interrupted while waiting for the broker", e);
        }
    }

    /** Waits before a question is repeated. */
    void pause(Duration wait) {
        if (deadline - System.nanoTime() <= 0) {
            throw new TimeoutException("time is up");
        }
        try {
            TimeUnit.NANOSECONDS.sleep(wait.toNanos());
        } catch (InterruptedException e) {
            throw new InterruptException("interrupted while waiting for the broker", e);
        }
    }
}
