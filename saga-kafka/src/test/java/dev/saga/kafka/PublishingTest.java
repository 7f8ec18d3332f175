package dev.saga.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.saga.examples.servers.EmbeddedKafka;
import dev.saga.examples.servers.Servers;
import dev.saga.message.Outbound;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Publishing to a real broker. */
class PublishingTest {
    private static final String STOCK = "saga.request_stock";
    private static final String REFUND = "saga.refund_payment";

    private final Broker broker = new Broker(Servers.kafka().bootstrapServers());
    private final Topics topics = Given.topics();
    private final String stock = topics.topicOf(STOCK);

    private KafkaPublisher publisher(Map<String, Object> more) {
        return new KafkaPublisher(broker.settings(more), topics, "booking", ClientListener.NONE);
    }

    private static List<Outbound<byte[]>> commands(String bookingId, long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(position -> Given.command(position, bookingId, STOCK))
                .toList();
    }

    @Test
    void a_command_arrives_as_the_contract_says() {
        broker.create(topics, 3);
        Outbound<byte[]> command = Given.command(1, "b-1", STOCK);

        try (var publisher = publisher(Map.of())) {
            assertThat(publisher.publish(List.of(command))).containsExactly(command);
        }

        var message = broker.read(stock).get(0);
        assertThat(message.key()).asString(UTF_8).isEqualTo("b-1");
        assertThat(message.value()).isEqualTo(command.body());
        assertThat(message.headers().toArray())
                .extracting(Header::key, header -> new String(header.value(), UTF_8))
                .contains(
                        tuple("ce_specversion", "1.0"),
                        tuple("ce_id", command.id().toString()),
                        tuple("ce_type", STOCK))
                .hasSize(9);
    }

    @Test
    void a_sagas_commands_arrive_in_order_over_many_batches() {
        broker.create(topics, 3);

        try (var publisher = publisher(Map.of("batch.size", 256))) {
            publisher.publish(commands("b-1", 1, 300));
            publisher.publish(commands("b-1", 301, 600));
        }

        assertThat(broker.values(stock))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 600)
                        .mapToObj(n -> "{\"n\":" + n + "}")
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "snappy", "lz4", "zstd"})
    void commands_may_be_compressed(String way) {
        broker.create(topics, 3);

        try (var publisher = publisher(Map.of("compression.type", way))) {
            assertThat(publisher.publish(commands("b-1", 1, 300))).hasSize(300);
        }

        assertThat(broker.values(stock)).hasSize(300).startsWith("{\"n\":1}").endsWith("{\"n\":300}");
        assertThat(broker.bytesOf(stock)).isLessThan(300 * 100);
    }

    @Test
    void a_missing_topic_fails_only_what_is_meant_for_it() {
        broker.create(List.of(stock), 1);
        Outbound<byte[]> refund = Given.command(1, "b-1", REFUND);
        Outbound<byte[]> request = Given.command(2, "b-2", STOCK);

        try (var publisher = publisher(Map.of("max.block.ms", 1_000))) {
            assertThat(publisher.publish(List.of(refund, request))).containsExactly(request);
        }
    }

    @Test
    void what_waits_for_a_missing_topic_is_published_when_there_is_one() {
        broker.create(List.of(stock), 1);
        Outbound<byte[]> refund = Given.command(1, "b-1", REFUND);
        var settings = ProducerSettings.of(broker.settings(Map.of("max.block.ms", 1_000)));
        var nanos = new AtomicLong();
        try (var publisher = new KafkaPublisher(
                () -> new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()),
                topics,
                "booking",
                ClientListener.NONE,
                nanos::get,
                CompletableFuture::runAsync)) {
            assertThat(publisher.publish(List.of(refund))).isEmpty();

            broker.create(List.of(topics.topicOf(REFUND)), 1);
            Given.until("it is published", () -> {
                nanos.addAndGet(Duration.ofSeconds(15).toNanos());
                return publisher.publish(List.of(refund)).size() == 1;
            });
        }
        assertThat(broker.values(topics.topicOf(REFUND))).containsExactly("{\"n\":1}");
    }

    @Test
    void a_command_that_the_topic_refuses_holds_back_its_own_saga_only() {
        broker.create(topics, 1);
        Outbound<byte[]> large = Given.command(1, "b-1", STOCK, "x".repeat(1_100_000));
        Outbound<byte[]> next = Given.command(2, "b-1", STOCK);
        Outbound<byte[]> other = Given.command(3, "b-2", STOCK);

        try (var publisher = publisher(Map.of())) {
            assertThat(publisher.publish(List.of(large, next, other))).containsExactly(other);
        }

        assertThat(broker.values(stock)).containsExactly("{\"n\":3}");
    }

    @Test
    void an_outage_ends_the_call_and_is_over_when_the_broker_is_back() {
        try (var kafka = EmbeddedKafka.start()) {
            var own = new Broker(kafka.bootstrapServers());
            own.create(List.of(stock), 1);
            var settings = own.settings(Map.of("max.block.ms", 1_000, "delivery.timeout.ms", 1_000));
            try (var publisher = new KafkaPublisher(settings, topics, "booking", ClientListener.NONE)) {
                assertThat(publisher.publish(commands("b-1", 1, 3))).hasSize(3);

                kafka.stop();
                assertThat(publisher.publish(commands("b-1", 4, 6))).isEmpty();

                kafka.restart();
                Given.until(
                        "commands are published again",
                        () -> publisher.publish(commands("b-1", 4, 6)).size() == 3);
            }
            assertThat(own.values(stock)).endsWith("{\"n\":4}", "{\"n\":5}", "{\"n\":6}");
        }
    }

    @Test
    void closing_cuts_short_a_call_that_waits_for_an_absent_broker() {
        var settings = Map.of("bootstrap.servers", "127.0.0.1:9", "max.block.ms", 600_000);
        var publisher = new KafkaPublisher(settings, topics, "booking", ClientListener.NONE);
        var call = CompletableFuture.supplyAsync(() -> publisher.publish(commands("b-1", 1, 3)));

        publisher.close(Duration.ofMillis(200));

        assertThat(call.join()).isEmpty();
    }
}
