package dev.saga.runner;

import dev.saga.kafka.BatchHandler;
import dev.saga.kafka.ClientListener;
import dev.saga.kafka.KafkaReceiver;
import dev.saga.kafka.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The consumer threads, each with a receiver and a handler of its own. */
final class Receivers implements AutoCloseable {
    private static final Duration TO_LEAVE_THE_GROUP = Duration.ofSeconds(2);
    private static final Duration TO_FINISH = Duration.ofSeconds(5);

    private final List<KafkaReceiver> receivers = new ArrayList<>();
    private final List<ConsumerWatch> watches = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /** Starts so many. */
    static Receivers start(
            int consumers,
            Map<String, ?> settings,
            Topics topics,
            Supplier<BatchHandler> handlers,
            ClientListener listener) {
        var all = new Receivers();
        try {
            for (int i = 1; i <= consumers; i++) {
                var watch = new ConsumerWatch(handlers.get(), System::nanoTime);
                var receiver = new KafkaReceiver(settings, topics, watch, listener);
                all.watches.add(watch);
                all.receivers.add(receiver);
                all.threads.add(new Thread(receiver, "consumer-" + i));
                all.threads.get(i - 1).start();
            }
            return all;
        } catch (RuntimeException | Error e) {
            all.close();
            throw e;
        }
    }

    /** Why messages are not received, if they are not. */
    Optional<String> problem() {
        for (int i = 0; i < receivers.size(); i++) {
            Optional<String> problem = watches.get(i).problem(receivers.get(i).status());
            if (problem.isPresent()) {
                return problem;
            }
        }
        return threads.stream().allMatch(Thread::isAlive)
                ? Optional.empty()
                : Optional.of("a consumer thread has ended; the log says why");
    }

    /** Why messages are not stored, if that has failed for some time. */
    Optional<String> failure() {
        return watches.stream()
                .map(ConsumerWatch::failure)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Lets every thread finish its batch and leave the group. */
    @Override
    public void close() {
        receivers.forEach(receiver -> receiver.stop(TO_LEAVE_THE_GROUP));
        long deadline = System.nanoTime() + TO_FINISH.toNanos();
        for (Thread thread : threads) {
            try {
                thread.join(Math.max(
                        1, Duration.ofNanos(deadline - System.nanoTime()).toMillis()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
