package dev.saga.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.message.Inbound;
import dev.saga.orchestrator.StoreUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The receiver's loop, one turn at a time, on a consumer and a clock that the test holds in hand. */
class KafkaReceiverTest {
    private static final TopicPartition ONE = new TopicPartition("reserved", 1);
    private static final TopicPartition TWO = new TopicPartition("reserved", 2);

    private final RefusingConsumer consumer = new RefusingConsumer();
    private final AtomicLong nanos = new AtomicLong();
    private final List<List<String>> batches = new ArrayList<>();
    private Consumer<List<Inbound>> store = batch -> {};

    private final KafkaReceiver receiver = new KafkaReceiver(
            consumer,
            new Topics(Map.of("reserved", "product.reserved"), Map.of()),
            batch -> {
                batches.add(batch.stream()
                        .map(message -> new String(message.value(), UTF_8))
                        .toList());
                store.accept(batch);
            },
            ClientListener.NONE,
            nanos::get);

    @BeforeEach
    void start() {
        consumer.updateBeginningOffsets(Map.of(ONE, 0L, TWO, 0L));
        consumer.updatePartitions("reserved", List.of(new PartitionInfo("reserved", 1, null, null, null)));
        consumer.rebalance(List.of(ONE, TWO));
    }

    private void sent(TopicPartition to, long offset, String value) {
        consumer.addRecord(new ConsumerRecord<>(to.topic(), to.partition(), offset, null, value.getBytes(UTF_8)));
    }

    private Map<TopicPartition, Long> committed() {
        return consumer.committed(Set.of(ONE, TWO)).entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    private void storeIsAway() {
        store = batch -> {
            throw new StoreUnavailable("the database does not answer", new IllegalStateException("away"));
        };
    }

    private void storeIsBack() {
        store = batch -> {};
    }

    private void whenTheNextCommitIsDue() {
        nanos.addAndGet(Duration.ofMillis(100).toNanos());
    }

    private void whenTheNextAttemptIsDue() {
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        receiver.runOnce();
    }

    @Test
    void what_was_handled_is_committed_and_nothing_more() {
        sent(ONE, 0, "a");
        sent(ONE, 1, "b");
        store = batch -> assertThat(committed()).isEmpty();

        receiver.runOnce();

        assertThat(batches).containsExactly(List.of("a", "b"));
        assertThat(committed()).containsExactly(Map.entry(ONE, 2L));
    }

    @Test
    void what_follows_soon_is_committed_together_a_moment_later() {
        sent(ONE, 0, "a");
        receiver.runOnce();
        sent(ONE, 1, "b");
        receiver.runOnce();
        sent(TWO, 0, "c");
        receiver.runOnce();

        assertThat(batches).hasSize(3);
        assertThat(committed()).containsExactly(Map.entry(ONE, 1L));

        whenTheNextCommitIsDue();
        receiver.runOnce();
        assertThat(committed()).containsOnly(Map.entry(ONE, 2L), Map.entry(TWO, 1L));
    }

    @Test
    void the_rest_of_a_millisecond_before_the_next_commit_is_waited_for_once() {
        sent(ONE, 0, "a");
        receiver.runOnce();
        nanos.addAndGet(Duration.ofNanos(99_700_000).toNanos());
        sent(ONE, 1, "b");
        receiver.runOnce();
        consumer.patience.clear();

        receiver.runOnce();

        assertThat(consumer.patience).containsExactly(Duration.ofMillis(1));
    }

    @Test
    void while_the_store_is_away_the_same_batch_is_tried_again_and_nothing_else_is_received() {
        storeIsAway();
        sent(ONE, 0, "a");
        receiver.runOnce();
        sent(TWO, 0, "later");
        whenTheNextAttemptIsDue();
        whenTheNextAttemptIsDue();

        assertThat(batches).containsExactly(List.of("a"), List.of("a"), List.of("a"));
        assertThat(consumer.paused()).containsExactlyInAnyOrder(ONE, TWO);
        assertThat(committed()).isEmpty();

        storeIsBack();
        whenTheNextAttemptIsDue();
        assertThat(consumer.paused()).isEmpty();
        assertThat(committed()).containsExactly(Map.entry(ONE, 1L));

        whenTheNextCommitIsDue();
        receiver.runOnce();
        assertThat(batches).endsWith(List.of("a"), List.of("later"));
        assertThat(committed()).containsOnly(Map.entry(ONE, 1L), Map.entry(TWO, 1L));
    }

    @Test
    void the_log_tells_of_an_outage_when_it_begins_every_half_minute_what_it_is_then_and_when_it_is_over() {
        try (var logged = new Logged(KafkaReceiver.class)) {
            storeIsAway();
            sent(ONE, 0, "a");
            receiver.runOnce();
            store = batch -> {
                throw new IllegalStateException("a mistake");
            };
            whenTheNextAttemptIsDue();
            nanos.addAndGet(Duration.ofSeconds(30).toNanos());
            receiver.runOnce();
            storeIsBack();
            whenTheNextAttemptIsDue();

            assertThat(logged.lines())
                    .containsExactly(
                            "WARN A batch of 1 waits, and no more messages are received: the database does not answer",
                            "ERROR A batch of 1 waits, and no more messages are received, because handling it fails",
                            "INFO Messages are handled again, after 40 s");
        }
    }

    @Test
    void a_handler_that_fails_for_another_reason_loses_nothing_either() {
        store = batch -> {
            throw new IllegalStateException("a fault of the program");
        };
        sent(ONE, 0, "a");
        receiver.runOnce();
        assertThat(committed()).isEmpty();

        storeIsBack();
        whenTheNextAttemptIsDue();
        assertThat(batches).containsExactly(List.of("a"), List.of("a"));
        assertThat(committed()).containsExactly(Map.entry(ONE, 1L));
    }

    @Test
    void partitions_that_come_while_the_store_is_away_are_paused_too() {
        consumer.rebalance(List.of(ONE));
        storeIsAway();
        sent(ONE, 0, "a");
        receiver.runOnce();

        consumer.rebalance(List.of(ONE, TWO));

        assertThat(consumer.paused()).containsExactlyInAnyOrder(ONE, TWO);
    }

    @Test
    void what_was_held_of_a_revoked_partition_is_left_to_its_next_owner() {
        storeIsAway();
        sent(ONE, 0, "a");
        sent(TWO, 0, "b");
        receiver.runOnce();

        consumer.rebalance(List.of(TWO));
        storeIsBack();
        whenTheNextAttemptIsDue();

        assertThat(batches).hasSize(2).last().isEqualTo(List.of("b"));
        assertThat(committed()).containsExactly(Map.entry(TWO, 1L));
    }

    @Test
    void when_nothing_is_left_of_the_held_batch_receiving_goes_on_by_itself() {
        storeIsAway();
        sent(ONE, 0, "a");
        receiver.runOnce();
        consumer.rebalance(List.of(TWO));
        storeIsBack();

        whenTheNextAttemptIsDue();
        sent(TWO, 0, "b");
        receiver.runOnce();

        assertThat(batches).containsExactly(List.of("a"), List.of("b"));
        assertThat(committed()).containsExactly(Map.entry(TWO, 1L));
    }

    @Test
    void lost_partitions_are_forgotten_and_the_receiver_is_out_of_the_group_until_it_has_new_ones() {
        storeIsAway();
        sent(ONE, 0, "a");
        receiver.runOnce();

        consumer.losePartitions(List.of(ONE, TWO));
        assertThat(receiver.status().joined()).isFalse();

        storeIsBack();
        whenTheNextAttemptIsDue();
        assertThat(batches).hasSize(1);

        consumer.rebalance(List.of(ONE));
        assertThat(receiver.status().joined()).isTrue();
    }

    @Test
    void a_refusal_that_is_raised_once_is_told_until_the_group_is_joined() {
        consumer.losePartitions(List.of(ONE, TWO));
        consumer.setPollException(new InvalidConfigurationException("the assignor foo is not known"));
        receiver.runOnce();
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        receiver.runOnce();
        assertThat(receiver.status().problem()).contains("the assignor foo is not known");

        consumer.rebalance(List.of(ONE, TWO));
        receiver.runOnce();
        assertThat(receiver.status().problem()).isEmpty();
    }

    @Test
    void a_refusal_is_told_and_survived() {
        consumer.setPollException(new TopicAuthorizationException(Set.of("reserved")));
        receiver.runOnce();
        assertThat(receiver.status().problem()).contains("Not authorized to access topics: [reserved]");

        sent(ONE, 0, "a");
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        receiver.runOnce();
        assertThat(batches).containsExactly(List.of("a"));
        assertThat(receiver.status().problem()).isEmpty();
    }

    @Test
    void a_refusal_that_a_commit_learns_of_is_told_and_survived_and_the_commit_repeated() {
        consumer.thrownByCommit = new TopicAuthorizationException(Set.of("reserved"));
        sent(ONE, 0, "a");
        receiver.runOnce();
        assertThat(batches).containsExactly(List.of("a"));
        assertThat(receiver.status().problem()).contains("Not authorized to access topics: [reserved]");

        consumer.thrownByCommit = null;
        whenTheNextCommitIsDue();
        receiver.runOnce();
        assertThat(committed()).containsExactly(Map.entry(ONE, 1L));

        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        receiver.runOnce();
        assertThat(batches).hasSize(1);
        assertThat(receiver.status().problem()).isEmpty();
    }

    @Test
    void a_stop_that_a_commit_learns_of_is_a_stop_in_good_order() {
        consumer.thrownByCommit = new WakeupException();
        sent(ONE, 0, "a");
        store = batch -> receiver.stop(Duration.ofSeconds(1));

        receiver.run();

        assertThat(batches).containsExactly(List.of("a"));
        assertThat(consumer.closed()).isTrue();
        assertThat(receiver.status().problem()).isEmpty();
    }

    @Test
    void an_interruption_that_a_commit_learns_of_is_a_stop_and_stays_visible() {
        sent(ONE, 0, "a");
        store = batch -> consumer.thrownByCommit = new InterruptException("while it committed");

        receiver.run();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(consumer.closed()).isTrue();
        assertThat(receiver.status().problem()).isEmpty();
    }

    @Test
    void partitions_that_cannot_be_resumed_after_an_outage_are_resumed_later() {
        storeIsAway();
        sent(ONE, 0, "a");
        receiver.runOnce();
        storeIsBack();
        consumer.thrownByResume = new TimeoutException("the consumer is busy");
        whenTheNextAttemptIsDue();
        assertThat(receiver.status().problem()).contains("the consumer is busy");

        consumer.thrownByResume = null;
        receiver.runOnce();

        assertThat(consumer.paused()).isEmpty();
        assertThat(batches).containsExactly(List.of("a"), List.of("a"));
        assertThat(committed()).containsExactly(Map.entry(ONE, 1L));
    }

    @Test
    void a_stop_in_the_middle_of_a_batch_finishes_and_commits_it() {
        sent(ONE, 0, "a");
        store = batch -> receiver.stop(Duration.ofSeconds(1));

        receiver.run();

        assertThat(batches).containsExactly(List.of("a"));
        assertThat(consumer.closed()).isTrue();
        assertThat(receiver.status().joined()).isFalse();
    }

    @Test
    void a_stop_while_the_store_is_away_gives_the_batch_up() {
        store = batch -> {
            receiver.stop(Duration.ofSeconds(1));
            throw new StoreUnavailable("the database does not answer", new IllegalStateException("away"));
        };
        sent(ONE, 0, "a");

        receiver.run();

        assertThat(batches).containsExactly(List.of("a"));
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void an_interruption_is_a_stop_and_stays_visible() {
        Thread.currentThread().interrupt();

        receiver.run();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void a_commit_that_was_not_taken_is_repeated() {
        var refusing = new RefusingConsumer();
        refusing.refusing = true;
        var offsets = new HandledOffsets(refusing, nanos::get);
        offsets.add(Map.of(ONE, new OffsetAndMetadata(7)));

        offsets.commitSoon();
        assertThat(refusing.attempts).isEqualTo(1);
        offsets.commitSoon();
        assertThat(refusing.attempts).isEqualTo(1);
        whenTheNextCommitIsDue();
        assertThat(offsets.untilDue()).isZero();
        offsets.commitSoon();
        assertThat(refusing.attempts).isEqualTo(2);

        refusing.refusing = false;
        whenTheNextCommitIsDue();
        offsets.commitSoon();
        whenTheNextCommitIsDue();
        offsets.commitSoon();
        assertThat(refusing.attempts).isEqualTo(3);
    }
}
