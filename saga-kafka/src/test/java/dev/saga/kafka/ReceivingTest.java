package dev.saga.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.examples.servers.EmbeddedKafka;
import dev.saga.examples.servers.Servers;
import dev.saga.orchestrator.StoreUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Receiving from a real broker. */
class ReceivingTest {
    private static final BatchHandler STORE = batch -> {};

    private final Broker broker = new Broker(Servers.kafka().bootstrapServers());
    private final Topics topics = Given.topics();
    private final String group = "g" + UUID.randomUUID();
    private final String created = topics.read().get(0);

    private Map<String, Object> member(Broker of, String... more) {
        var settings = new HashMap<String, Object>(of.settings());
        settings.put("group.id", group);
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }

    @Test
    void members_share_the_partitions_so_that_a_sagas_messages_meet_in_one() {
        broker.create(topics, 2);
        try (var one = new RunningReceiver(member(broker), topics, STORE);
                var other = new RunningReceiver(member(broker), topics, STORE);
                var spare = new RunningReceiver(member(broker), topics, STORE)) {
            var all = List.of(one, other, spare);
            Given.until(
                    "all have joined",
                    () -> all.stream()
                            .allMatch(member -> member.receiver().status().joined() && member.rebalances() > 0));

            var sent = new ArrayList<String>();
            topics.read().forEach(topic -> sent.addAll(broker.send(topic, 2, 20)));
            Given.until("all is handled", () -> handled(all).containsAll(sent));

            for (RunningReceiver member : all) {
                Set<String> partitions = member.partitionsOf("booking.created");
                for (String type : topics.inputs().values()) {
                    assertThat(member.partitionsOf(type)).isEqualTo(partitions);
                }
            }
        }
        assertThat(broker.committed(group).values())
                .hasSize(10)
                .allSatisfy(offset -> assertThat(offset).isEqualTo(20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "snappy", "lz4", "zstd"})
    void participants_may_compress_their_messages(String way) {
        broker.create(topics, 1);
        String value = "x".repeat(10_000);
        broker.send(created, value, broker.settings(Map.of("compression.type", way)));

        try (var member = new RunningReceiver(member(broker), topics, STORE)) {
            Given.until("it is handled", () -> !member.handled().isEmpty());

            assertThat(member.handled()).containsExactly(value);
        }
        assertThat(broker.bytesOf(created)).isLessThan(value.length());
    }

    @Test
    void what_a_participant_took_back_was_never_said() {
        broker.create(topics, 1);
        var settings = broker.settings(Map.of("transactional.id", group));
        try (var participant = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            participant.initTransactions();
            participant.beginTransaction();
            participant.send(new ProducerRecord<>(created, "taken back".getBytes(UTF_8)));
            participant.flush();
            participant.abortTransaction();
            participant.beginTransaction();
            participant.send(new ProducerRecord<>(created, "said".getBytes(UTF_8)));
            participant.commitTransaction();
        }

        try (var member = new RunningReceiver(member(broker), topics, STORE)) {
            Given.until("the other is handled", () -> member.handled().contains("said"));

            assertThat(member.handled()).containsExactly("said");
        }
    }

    private static List<String> handled(List<RunningReceiver> members) {
        return members.stream().flatMap(member -> member.handled().stream()).toList();
    }

    @Test
    void offsets_are_committed_only_after_the_handler_has_returned() {
        broker.create(topics, 1);
        broker.send(created, 1, 50);
        var early = new CopyOnWriteArrayList<String>();
        BatchHandler store = batch -> {
            long committed = broker.committed(group).getOrDefault(created + "-0", 0L);
            if (committed > batch.get(0).offset()) {
                early.add("%d was committed before %s".formatted(committed, batch.get(0)));
            }
        };

        try (var member = new RunningReceiver(member(broker, "max.poll.records", "7"), topics, store)) {
            Given.until("all is handled", () -> member.handled().size() == 50);
        }

        assertThat(early).isEmpty();
        assertThat(broker.committed(group)).containsExactly(Map.entry(created + "-0", 50L));
    }

    @Test
    void an_outage_of_the_store_longer_than_the_group_waits_for_a_poll_costs_no_rebalance() {
        broker.create(topics, 1);
        List<String> sent = broker.send(created, 1, 10);
        long outageEnds = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        var batches = new CopyOnWriteArrayList<Integer>();
        BatchHandler store = batch -> {
            batches.add(batch.size());
            if (batches.size() <= 3 || System.nanoTime() < outageEnds) {
                throw new StoreUnavailable("the database does not answer", new IllegalStateException("away"));
            }
        };

        var settings = member(broker, "max.poll.interval.ms", "3000", "session.timeout.ms", "6000");
        try (var member = new RunningReceiver(settings, topics, store)) {
            Given.until("the batch is handled", () -> !member.handled().isEmpty());
            List<String> later = broker.send(created, 1, 10);
            Given.until("receiving goes on", () -> member.handled().size() == 20);

            assertThat(member.handled()).startsWith(sent.toArray(String[]::new)).endsWith(later.toArray(String[]::new));
            assertThat(batches.subList(0, 4)).containsOnly(10);
            assertThat(member.rebalances()).isEqualTo(1);
        }
    }

    @Test
    void a_long_partition_does_not_keep_the_others_waiting() {
        broker.create(topics, 2);
        broker.send(created, 2, 8_000);

        try (var member = new RunningReceiver(member(broker), topics, STORE)) {
            Given.until("some are handled", () -> member.handled().size() >= 4_000);

            assertThat(List.copyOf(member.handled()).subList(0, 4_000))
                    .anyMatch(message -> message.startsWith(created + "/0 "))
                    .anyMatch(message -> message.startsWith(created + "/1 "));
        }
    }

    @Test
    void a_message_larger_than_what_is_fetched_of_a_partition_arrives() {
        broker.create(topics, 1);
        String large = "x".repeat(500_000);
        broker.send(created, "before");
        broker.send(created, large);
        broker.send(created, "behind");

        try (var member = new RunningReceiver(member(broker), topics, STORE)) {
            Given.until("all is handled", () -> member.handled().size() == 3);
            assertThat(member.handled()).containsExactly("before", large, "behind");
        }
    }

    @Test
    void the_next_member_starts_where_the_last_one_stopped() {
        broker.create(topics, 3);
        List<String> first = broker.send(created, 3, 10);
        try (var member = new RunningReceiver(member(broker), topics, STORE)) {
            Given.until("all is handled", () -> member.handled().containsAll(first));
        }

        List<String> second = broker.send(created, 3, 10);
        try (var member = new RunningReceiver(member(broker), topics, STORE)) {
            Given.until("all is handled", () -> member.handled().containsAll(second));
            assertThat(member.handled()).containsExactlyInAnyOrderElementsOf(second);
        }
    }

    @Test
    void a_stop_in_the_middle_of_a_batch_finishes_and_commits_exactly_that_batch() throws InterruptedException {
        broker.create(topics, 1);
        List<String> sent = broker.send(created, 1, 10);
        var inside = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        BatchHandler store = batch -> {
            inside.countDown();
            await(stopped);
        };

        try (var member = new RunningReceiver(member(broker, "max.poll.records", "4"), topics, store)) {
            inside.await();
            member.receiver().stop(Duration.ofSeconds(4));
            stopped.countDown();
            member.awaitEnd();
            assertThat(member.handled()).isEqualTo(sent.subList(0, 4));
        }
        assertThat(broker.committed(group)).containsExactly(Map.entry(created + "-0", 4L));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_restart_of_the_broker_is_survived() {
        try (var kafka = EmbeddedKafka.start()) {
            var own = new Broker(kafka.bootstrapServers());
            own.create(topics, 2);
            List<String> before = own.send(created, 2, 10);
            try (var member = new RunningReceiver(member(own), topics, STORE)) {
                Given.until("all is handled", () -> member.handled().containsAll(before));

                kafka.restart();
                List<String> after = own.send(created, 2, 10);

                Given.until("receiving goes on", () -> member.handled().containsAll(after));
                Given.until(
                        "and committing",
                        () -> own.committed(group).equals(Map.of(created + "-0", 20L, created + "-1", 20L)));
            }
        }
    }

    @Test
    void a_member_that_the_group_has_given_up_comes_back() {
        broker.create(topics, 1);
        var batches = new AtomicInteger();
        BatchHandler slowOnce = batch -> {
            if (batches.incrementAndGet() == 1) {
                Given.until("the group has given this member up", () -> broker.members(group) == 0);
            }
        };

        List<String> sent = broker.send(created, 1, 10);
        var settings = member(broker, "max.poll.interval.ms", "1000", "session.timeout.ms", "6000");
        try (var member = new RunningReceiver(settings, topics, slowOnce)) {
            Given.until("it is handled, and again", () -> member.handled().size() == 20);
            assertThat(member.handled()).containsAll(sent);
        }
        assertThat(broker.committed(group)).containsExactly(Map.entry(created + "-0", 10L));
    }

    @Test
    void a_stop_without_broker_ends_too() {
        var settings = member(new Broker("127.0.0.1:9"));

        try (var member = new RunningReceiver(settings, topics, STORE)) {
            member.receiver().stop(Duration.ofMillis(200));
            member.awaitEnd();
            assertThat(member.receiver().status().joined()).isFalse();
        }
    }
}
