package dev.saga.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.message.Outbound;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(10)
class KafkaPublisherTest {
    private static final String STOCK = "saga.request_stock";
    private static final String REFUND = "saga.refund_payment";

    /** A failure that is not there yet when the send returns. */
    private static final class FailsLater extends CompletableFuture<RecordMetadata> {
        FailsLater(RuntimeException failure) {
            completeExceptionally(failure);
        }

        @Override
        public boolean isDone() {
            return false;
        }
    }

    /** Acknowledges what is flushed, but for the values it was told about. */
    private static final class FaultyProducer extends MockProducer<byte[], byte[]> {
        private final Map<String, RuntimeException> thrown;
        private final Map<String, RuntimeException> failed;

        FaultyProducer(Map<String, RuntimeException> thrown, Map<String, RuntimeException> failed) {
            super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
            this.thrown = thrown;
            this.failed = failed;
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> message) {
            String value = new String(message.value(), UTF_8);
            if (thrown.containsKey(value)) {
                throw thrown.get(value);
            }
            Future<RecordMetadata> sent = super.send(message);
            return failed.containsKey(value) ? new FailsLater(failed.get(value)) : sent;
        }

        List<String> sent() {
            return history().stream()
                    .map(message -> new String(message.value(), UTF_8))
                    .toList();
        }
    }

    private final List<FaultyProducer> producers = new ArrayList<>();
    private final List<Producer<?, ?>> closed = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final List<Runnable> looks = new ArrayList<>();

    private KafkaPublisher publisher(Map<String, RuntimeException> thrown, Map<String, RuntimeException> failed) {
        var listener = new ClientListener() {
            @Override
            public void closing(Producer<?, ?> producer) {
                closed.add(producer);
            }
        };
        var topics = new Topics(Map.of(), Map.of(STOCK, STOCK, REFUND, REFUND));
        return new KafkaPublisher(
                () -> {
                    producers.add(new FaultyProducer(thrown, failed));
                    return producers.get(producers.size() - 1);
                },
                topics,
                "booking",
                listener,
                nanos::get,
                looks::add);
    }

    private static Outbound<byte[]> command(long position, String bookingId, String type, String body) {
        return Given.command(position, bookingId, type, body);
    }

    private static final List<Outbound<byte[]>> WAVE = List.of(
            command(1, "one", STOCK, "one-a"),
            command(2, "two", STOCK, "two-a"),
            command(3, "one", STOCK, "one-b"),
            command(4, "two", STOCK, "two-b"),
            command(5, "one", STOCK, "one-c"));

    private static List<String> bodies(List<Outbound<byte[]>> commands) {
        return commands.stream()
                .map(command -> new String(command.body(), UTF_8))
                .toList();
    }

    @Test
    void all_that_is_acknowledged_is_returned_in_order() {
        var publisher = publisher(Map.of(), Map.of());

        assertThat(publisher.publish(WAVE)).isEqualTo(WAVE);
        assertThat(producers.get(0).sent()).containsExactly("one-a", "two-a", "one-b", "two-b", "one-c");
    }

    static List<RuntimeException> faultsOfOneMessage() {
        return List.of(new RecordTooLargeException("too large"), new SerializationException("no bytes"));
    }

    @ParameterizedTest
    @MethodSource("faultsOfOneMessage")
    void a_message_that_cannot_be_sent_holds_back_its_own_saga_only(RuntimeException fault) {
        var publisher = publisher(Map.of("one-b", fault), Map.of());

        assertThat(bodies(publisher.publish(WAVE))).containsExactly("one-a", "two-a", "two-b");
        assertThat(producers.get(0).sent()).containsExactly("one-a", "two-a", "two-b");
        assertThat(closed).isEmpty();
    }

    @Test
    void what_arrived_behind_a_failure_of_its_saga_is_not_counted() {
        var publisher = publisher(Map.of(), Map.of("one-b", new TimeoutException("expired")));

        assertThat(bodies(publisher.publish(WAVE))).containsExactly("one-a", "two-a", "two-b");
    }

    @Test
    void when_the_broker_is_away_nobody_waits_for_it_twice() {
        var publisher = publisher(Map.of("two-a", new TimeoutException("not in metadata")), Map.of());

        assertThat(bodies(publisher.publish(WAVE))).containsExactly("one-a");
        assertThat(producers.get(0).sent()).containsExactly("one-a");
    }

    private static final RuntimeException ABSENT =
            new TimeoutException("not in metadata", new UnknownTopicOrPartitionException("no such topic"));

    @Test
    void a_missing_topic_is_looked_for_now_and_then_and_stands_in_nobodys_way() {
        var publisher = publisher(Map.of("refund-a", ABSENT), Map.of());
        var refund = command(6, "three", REFUND, "refund-a");
        var another = command(7, "four", REFUND, "refund-b");
        assertThat(publisher.publish(List.of(refund, another, WAVE.get(0)))).containsExactly(WAVE.get(0));
        producers.get(0).partitionsForException = ABSENT;

        assertThat(publisher.publish(List.of(another))).isEmpty();
        assertThat(looks).isEmpty();
        whenTheNextLookIsDue();
        assertThat(publisher.publish(List.of(another, WAVE.get(1)))).containsExactly(WAVE.get(1));
        assertThat(publisher.publish(List.of(another))).isEmpty();
        assertThat(looks).hasSize(1);

        looks.remove(0).run();
        assertThat(publisher.publish(List.of(another))).isEmpty();
        assertThat(looks).isEmpty();
        whenTheNextLookIsDue();
        publisher.publish(List.of(another));
        producers.get(0).partitionsForException = null;
        looks.remove(0).run();
        assertThat(publisher.publish(List.of(another))).containsExactly(another);
    }

    @Test
    void who_looks_for_a_topic_and_finds_no_broker_leaves_it_to_the_next_command_to_say_so() {
        var faults = new HashMap<>(Map.of("refund", ABSENT));
        var publisher = publisher(faults, Map.of());
        var refund = command(6, "three", REFUND, "refund");
        publisher.publish(List.of(refund));
        whenTheNextLookIsDue();
        publisher.publish(List.of(refund));
        var away = new TimeoutException("no answer");
        producers.get(0).partitionsForException = away;
        faults.put("refund", away);
        looks.remove(0).run();

        assertThat(publisher.publish(List.of(refund, WAVE.get(0)))).isEmpty();
        faults.clear();
        assertThat(publisher.publish(List.of(refund))).containsExactly(refund);
    }

    private void whenTheNextLookIsDue() {
        nanos.addAndGet(Duration.ofSeconds(15).toNanos());
    }

    @Test
    void a_command_without_topic_fails_alone() {
        var unknown = command(6, "three", "saga.request_seat", "seat");
        var publisher = publisher(Map.of(), Map.of());

        assertThat(publisher.publish(List.of(unknown, WAVE.get(0)))).containsExactly(WAVE.get(0));
        assertThat(closed).isEmpty();
    }

    static List<RuntimeException> ends() {
        return List.of(
                new ProducerFencedException("fenced"),
                new OutOfOrderSequenceException("out of order"),
                new IllegalStateException("something unheard of"));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void a_producer_that_is_broken_for_good_is_replaced(RuntimeException end) {
        var publisher = publisher(Map.of(), Map.of("one-a", end));

        assertThat(bodies(publisher.publish(WAVE))).containsExactly("two-a", "two-b");
        assertThat(producers.get(0).closed()).isTrue();
        assertThat(closed).containsExactly(producers.get(0));

        publisher.publish(List.of(WAVE.get(1)));
        assertThat(producers).hasSize(2);
        assertThat(producers.get(1).sent()).containsExactly("two-a");
    }

    @Test
    void the_log_tells_of_an_outage_now_and_then_and_when_it_is_over() {
        var faults = new HashMap<String, RuntimeException>(Map.of("one-a", new TimeoutException("no answer")));
        var publisher = publisher(faults, Map.of());
        String line = "WARN 5 of 5 commands were not acknowledged and stay in the outbox; the first, for %s: no answer"
                .formatted(STOCK);
        try (var logged = new Logged(KafkaPublisher.class)) {
            publisher.publish(WAVE);
            publisher.publish(WAVE);
            assertThat(logged.lines()).containsExactly(line);

            nanos.addAndGet(Duration.ofSeconds(30).toNanos());
            publisher.publish(WAVE);
            faults.clear();
            publisher.publish(WAVE);
            publisher.publish(WAVE);
            assertThat(logged.lines()).containsExactly(line, line, "INFO Commands are published again");
        }
    }

    @Test
    void after_the_end_nothing_is_published() {
        var publisher = publisher(Map.of(), Map.of());

        publisher.close();
        publisher.close();

        assertThat(publisher.publish(WAVE)).isEmpty();
        assertThat(producers).hasSize(1);
        assertThat(closed).hasSize(1);
    }
}
