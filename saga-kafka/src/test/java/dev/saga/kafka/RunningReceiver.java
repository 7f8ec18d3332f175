package dev.saga.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;

/** A receiver on a thread of its own, and what it has handled. */
final class RunningReceiver implements AutoCloseable {
    private static final Duration STOP = Duration.ofSeconds(4);

    private final List<String> handled = new CopyOnWriteArrayList<>();
    private final List<String> places = new CopyOnWriteArrayList<>();
    private final List<Consumer<?, ?>> consumers = new ArrayList<>();
    private final KafkaReceiver receiver;
    private final Thread thread;

    RunningReceiver(Map<String, Object> settings, Topics topics, BatchHandler store) {
        var listener = new ClientListener() {
            @Override
            public void created(Consumer<?, ?> consumer) {
                consumers.add(consumer);
            }
        };
        this.receiver = new KafkaReceiver(
                settings,
                topics,
                batch -> {
                    store.handle(batch);
                    batch.forEach(message -> {
                        places.add(message.type() + " " + message.partition());
                        handled.add(new String(message.value(), UTF_8));
                    });
                },
                listener);
        this.thread = new Thread(receiver);
        thread.start();
    }

    KafkaReceiver receiver() {
        return receiver;
    }

    List<String> handled() {
        return handled;
    }

    /** Which partitions of the topic of that contract name it has handled messages from. */
    Set<String> partitionsOf(String type) {
        return places.stream()
                .filter(place -> place.startsWith(type + " "))
                .map(place -> place.substring(type.length() + 1))
                .collect(Collectors.toSet());
    }

    /** How often the group was rebalanced, as this member saw it. */
    int rebalances() {
        return consumers.get(0).metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("rebalance-total"))
                .mapToInt(metric -> ((Double) metric.metricValue()).intValue())
                .sum();
    }

    void awaitEnd() {
        Given.until("the receiver has ended", () -> !thread.isAlive());
    }

    @Override
    public void close() {
        receiver.stop(STOP);
        awaitEnd();
    }
}
