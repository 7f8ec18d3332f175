package dev.saga.runner;

import dev.saga.orchestrator.StoreUnavailable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread around a piece of work that is done again and again: the work says how long to pause before the next time,
 * and {@link #wake()} cuts a pause short. An outage of the store, or a failure that nobody foresaw, is logged when it
 * begins, when it has become another one after half a minute, and when it ends, and waited out. An {@link Error} ends the thread.
 */
final class Loop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(3);
    private static final long SAY_AGAIN = Duration.ofSeconds(30).toNanos();
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);

    private final String name;
    private final Supplier<Duration> work;
    private final Semaphore wakeUps = new Semaphore(0);
    private final Thread thread;
    private volatile boolean stopped;
    private @Nullable Class<?> failing;
    private long said;

    private Loop(String name, Supplier<Duration> work) {
        this.name = name;
        this.work = work;
        this.thread = new Thread(this::run, name);
    }

    /** Starts doing this work; it is told from other work by its name. */
    static Loop start(String name, Supplier<Duration> work) {
        var loop = new Loop(name, work);
        loop.thread.setDaemon(true);
        loop.thread.start();
        return loop;
    }

    /** Does the work again now, or right after the time that is under way. */
    void wake() {
        if (wakeUps.availablePermits() == 0) {
            wakeUps.release();
        }
    }

    /** As {@link #stop()}, for those who need not know. */
    @Override
    public void close() {
        stop();
    }

    /** Lets the work finish its current time, and says whether it did within three seconds. */
    boolean stop() {
        stopWithoutWaiting();
        try {
            thread.join(LONGEST_STOP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    /** The current time is the last one. */
    void stopWithoutWaiting() {
        stopped = true;
        wake();
    }

    /** Which thread this is, once it has ended: it was stopped, or an {@link Error} has ended it. */
    Optional<String> ended() {
        return thread.isAlive() ? Optional.empty() : Optional.of("the thread " + name + " has ended");
    }

    private void run() {
        while (!stopped) {
            Duration pause = once();
            if (!stopped && !pause.isZero()) {
                rest(pause);
            }
        }
    }

    private Duration once() {
        try {
            Duration pause = work.get();
            if (failing != null) {
                failing = null;
                LOG.info("{} goes on", name);
            }
            return pause;
        } catch (StoreUnavailable e) {
            failed(e.getClass(), e.getMessage(), null);
        } catch (RuntimeException e) {
            failed(e.getClass(), e.toString(), e);
        }
        return PAUSE_AFTER_FAILURE;
    }

    private void failed(Class<?> kind, String problem, @Nullable RuntimeException unforeseen) {
        boolean another = kind != failing && System.nanoTime() - said >= SAY_AGAIN;
        if ((failing == null || another) && !stopped) {
            failing = kind;
            said = System.nanoTime();
            LOG.warn("{} waits and tries again: {}", name, problem, unforeseen);
        }
    }

    private void rest(Duration pause) {
        try {
            if (wakeUps.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                wakeUps.drainPermits();
            }
        } catch (InterruptedException e) {
            stopped = true;
            Thread.currentThread().interrupt();
        }
    }
}
