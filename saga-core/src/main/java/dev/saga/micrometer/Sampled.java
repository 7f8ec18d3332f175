package dev.saga.micrometer;

import io.micrometer.core.instrument.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** A value that is costly to ask for: asked for at most once in a while, and not waited for when it does not come. */
final class Sampled<T> {
    private final Supplier<T> source;
    private final Executor executor;
    private final Clock clock;
    private final long freshness;
    private final long patience;
    private CompletableFuture<T> latest = CompletableFuture.failedFuture(new IllegalStateException("not asked yet"));
    private long askedAt;

    Sampled(Supplier<T> source, Executor executor, Clock clock, Duration freshness, Duration patience) {
        this.source = source;
        this.executor = executor;
        this.clock = clock;
        this.freshness = freshness.toNanos();
        this.patience = patience.toNanos();
        this.askedAt = clock.monotonicTime() - this.freshness;
    }

    /** The number that {@code view} sees in the value, NaN where there is none: then the source failed or is too slow. */
    double read(ToDoubleFunction<T> view) {
        CompletableFuture<T> asked = asked();
        try {
            return view.applyAsDouble(asked.get(patienceLeft(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Double.NaN;
        } catch (ExecutionException | TimeoutException e) {
            return Double.NaN;
        }
    }

    private synchronized CompletableFuture<T> asked() {
        if (latest.isDone() && clock.monotonicTime() - askedAt >= freshness) {
            askedAt = clock.monotonicTime();
            latest = ask();
        }
        return latest;
    }

    private CompletableFuture<T> ask() {
        try {
            return CompletableFuture.supplyAsync(source, executor);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Counted from the asking: the gauges that share a value wait once, and nobody waits for a store that hangs. */
    private synchronized long patienceLeft() {
        return Math.max(0, patience - (clock.monotonicTime() - askedAt));
    }
}
