package dev.saga.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saga.kafka.ReceiverStatus;
import dev.saga.orchestrator.StoreUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ConsumerWatchTest {
    /** A clock that counts from somewhere, as the JVM's does. */
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 7);

    private final long begin = nanos.get();

    private void passes(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** It asked at the beginning, and has not since. */
    private ReceiverStatus polledOnce() {
        return new ReceiverStatus(true, "", Duration.ofNanos(nanos.get() - begin));
    }

    private ConsumerWatch watch(Runnable handling) {
        return new ConsumerWatch(batch -> handling.run(), nanos::get);
    }

    @Test
    void a_thread_that_asks_now_and_then_is_at_work() {
        var watch = watch(() -> {});
        passes(Duration.ofMinutes(1));
        assertThat(watch.problem(new ReceiverStatus(true, "", Duration.ofSeconds(15))))
                .isEmpty();

        assertThat(watch(() -> {}).problem(polledOnce())).isEmpty();
    }

    @Test
    void a_thread_that_has_just_begun_need_not_have_asked() {
        assertThat(watch(() -> {}).problem(new ReceiverStatus(true, "", Duration.ofDays(1))))
                .isEmpty();
    }

    @Test
    void a_thread_that_has_long_not_asked_is_not() {
        var watch = watch(() -> {});
        passes(Duration.ofSeconds(16));

        assertThat(watch.problem(polledOnce())).contains("a consumer thread has not asked for messages for 16 s");
    }

    @Test
    void who_handles_messages_need_not_ask_and_has_time_to_ask_afterwards() {
        var meanwhile = new AtomicReference<Optional<String>>();
        var itself = new AtomicReference<ConsumerWatch>();
        itself.set(watch(() -> {
            passes(Duration.ofMinutes(1));
            meanwhile.set(itself.get().problem(polledOnce()));
        }));

        itself.get().handle(List.of());

        assertThat(meanwhile.get()).isEmpty();
        passes(Duration.ofSeconds(15));
        assertThat(itself.get().problem(polledOnce())).isEmpty();
        passes(Duration.ofSeconds(1));
        assertThat(itself.get().problem(polledOnce())).isPresent();
    }

    @Test
    void a_handler_that_fails_is_done_handling() {
        var watch = watch(() -> {
            throw new IllegalStateException("down");
        });

        assertThatThrownBy(() -> watch.handle(List.of())).hasMessage("down");

        passes(Duration.ofSeconds(16));
        assertThat(watch.problem(polledOnce())).isPresent();
    }

    @Test
    void what_kafka_says_comes_first() {
        var refused = new ReceiverStatus(false, "not authorized", Duration.ZERO);
        var outside = new ReceiverStatus(false, "", Duration.ZERO);

        assertThat(watch(() -> {}).problem(refused)).contains("not authorized");
        assertThat(watch(() -> {}).problem(outside)).contains("the consumer group is not joined yet");
    }

    @Test
    void what_cannot_be_stored_for_some_time_is_told_with_its_reason() {
        var watch = watch(() -> {
            throw new StoreUnavailable("the disk is full", new IllegalStateException());
        });
        fails(watch);
        passes(Duration.ofSeconds(6));
        fails(watch);
        assertThat(watch.failure()).isEmpty();

        passes(Duration.ofSeconds(5));

        assertThat(watch.failure()).contains("messages wait, they cannot be stored for 11 s now: the disk is full");
    }

    @Test
    void how_long_the_first_attempt_took_counts() {
        var watch = watch(() -> {
            passes(Duration.ofSeconds(11));
            throw new StoreUnavailable("the table is locked", new IllegalStateException());
        });
        fails(watch);

        assertThat(watch.failure()).contains("messages wait, they cannot be stored for 11 s now: the table is locked");
    }

    @Test
    void what_was_given_to_somebody_else_is_no_failure_here() {
        var meanwhile = new AtomicReference<Optional<String>>();
        var itself = new AtomicReference<ConsumerWatch>();
        itself.set(watch(() -> {
            meanwhile.set(itself.get().failure());
            throw new StoreUnavailable("the disk is full", new IllegalStateException());
        }));
        fails(itself.get());

        passes(Duration.ofSeconds(11));
        assertThat(itself.get().failure()).isEmpty();

        fails(itself.get());
        assertThat(meanwhile.get()).as("while the next one is handled").isEmpty();
        assertThat(itself.get().failure())
                .as("after the next one, a failure of its own")
                .isEmpty();
    }

    @Test
    void what_is_stored_in_the_end_is_no_failure_any_more() {
        var full = new AtomicBoolean(true);
        var watch = watch(() -> {
            if (full.get()) {
                throw new IllegalStateException("a password");
            }
        });
        fails(watch);
        passes(Duration.ofSeconds(9));
        fails(watch);
        passes(Duration.ofSeconds(2));
        assertThat(watch.failure()).contains("messages wait, they cannot be stored for 11 s now: the log says why");
        full.set(false);

        watch.handle(List.of());

        assertThat(watch.failure()).isEmpty();
    }

    private static void fails(ConsumerWatch watch) {
        assertThatThrownBy(() -> watch.handle(List.of())).isInstanceOf(RuntimeException.class);
    }
}
