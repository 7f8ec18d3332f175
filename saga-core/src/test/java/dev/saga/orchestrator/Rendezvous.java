package dev.saga.orchestrator;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Lets several threads do something at the same moment, and returns what each of them got. */
public final class Rendezvous {
    private static final int SECONDS = 60;

    private Rendezvous() {}

    /** What each of the actions returns, in order, all having started together. */
    public static <T> List<T> collide(List<Supplier<T>> actions) {
        var barrier = new CyclicBarrier(actions.size());
        var threads = Executors.newFixedThreadPool(actions.size());
        try {
            var running = new ArrayList<Future<T>>();
            for (Supplier<T> action : actions) {
                running.add(threads.submit(() -> {
                    barrier.await(SECONDS, TimeUnit.SECONDS);
                    return action.get();
                }));
            }
            var results = new ArrayList<T>();
            for (Future<T> future : running) {
                results.add(future.get(SECONDS, TimeUnit.SECONDS));
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("an action failed or did not end", e);
        } finally {
            threads.shutdownNow();
        }
    }
}
