package dev.saga.runner.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets few requests at once to the database, so that whoever asks a lot cannot take the connections that the messages
 * need. A request that would wait too long, or in too long a line, is answered with 503.
 */
public final class Turnstile {
    private static final int LONGEST_LINE = 8;

    private final Semaphore places;
    private final AtomicInteger line = new AtomicInteger();
    private final Duration patience;

    /**
     * @param atOnce how many requests go to the database at the same time
     * @param patience how long a request waits for its turn
     */
    public Turnstile(int atOnce, Duration patience) {
        this.places = new Semaphore(atOnce, true);
        this.patience = patience;
    }

    /** The same routes. Those that only look take turns from now on; a change was asked for by somebody known. */
    public List<Route> before(List<Route> routes) {
        return routes.stream()
                .map(route -> route.reads()
                        ? new Route(route.method(), route.pattern(), request -> pass(route.endpoint(), request))
                        : route)
                .toList();
    }

    private Response pass(Endpoint endpoint, Request request) {
        if (!entered()) {
            throw new HttpError(
                    503, "too many requests ask the database at the moment, try again", Map.of("Retry-After", "1"));
        }
        try {
            return endpoint.answer(request);
        } finally {
            places.release();
        }
    }

    private boolean entered() {
        try {
            return line.incrementAndGet() <= LONGEST_LINE
                    && places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            line.decrementAndGet();
        }
    }
}
