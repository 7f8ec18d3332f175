package dev.saga.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saga.message.Outbound;
import dev.saga.orchestrator.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A mirror shows what the outbox has, reads it seldom, and never for longer than a moment differs from it. */
class OutboxMirrorTest {
    private final Stored stored = new Stored();
    private long now;
    private final OutboxMirror<String> mirror = new OutboxMirror<>(stored, 5, () -> now);

    @Test
    void what_was_there_before_is_read_and_what_comes_later_is_not() {
        stored.has(command(1));
        assertThat(mirror.pending(10)).containsExactly(command(1));
        int reads = stored.reads;

        record(command(2));

        assertThat(mirror.pending(10)).containsExactly(command(1), command(2));
        assertThat(mirror.pendingAfter(1, 10)).containsExactly(command(2));
        assertThat(mirror.pending(1)).containsExactly(command(1));
        assertThat(stored.reads).isEqualTo(reads);
    }

    @Test
    void what_comes_during_a_look_is_left_to_the_next_one_as_its_forerunner_may_stand_before_what_was_seen() {
        mirror.pending(10);
        record(command(2));
        record(command(3));
        assertThat(mirror.pending(1)).containsExactly(command(2));

        record(command(1));
        record(command(4));

        assertThat(mirror.pendingAfter(2, 10)).containsExactly(command(3));
        assertThat(mirror.pending(10)).containsExactly(command(1), command(2), command(3), command(4));
    }

    @Test
    void what_was_published_is_gone_at_once_here_and_soon_there() {
        mirror.pending(10);
        record(command(1));
        record(command(2));

        mirror.remove(List.of(command(1)));
        assertThat(mirror.pending(10)).containsExactly(command(2));
        assertThat(stored.rows).containsOnlyKeys(1L, 2L);

        pass(Duration.ofMillis(200));
        mirror.remove(List.of(command(2)));
        assertThat(stored.rows).isEmpty();
    }

    @Test
    void what_was_published_last_is_removed_when_nothing_waits() {
        mirror.pending(10);
        record(command(1));
        mirror.remove(List.of(command(1)));

        pass(Duration.ofMillis(200));

        assertThat(mirror.pending(10)).isEmpty();
        assertThat(stored.rows).isEmpty();
    }

    @Test
    void a_command_whose_recorder_never_learnt_of_its_commit_is_found() {
        mirror.pending(10);
        stored.has(command(1));
        assertThat(mirror.pending(10)).isEmpty();

        pass(Duration.ofSeconds(5));

        assertThat(mirror.pending(10)).containsExactly(command(1));
    }

    @Test
    void what_somebody_else_published_meanwhile_is_forgotten() {
        mirror.pending(10);
        record(command(1));
        stored.rows.clear();

        pass(Duration.ofSeconds(5));

        assertThat(mirror.pending(10)).isEmpty();
    }

    @Test
    void more_than_there_is_room_for_is_read_when_its_turn_comes() {
        mirror.pending(10);
        for (long position = 1; position <= 20; position++) {
            record(command(position));
        }

        assertThat(mirror.pending(3)).containsExactly(command(1), command(2), command(3));
        assertThat(mirror.pendingAfter(3, 3)).containsExactly(command(4), command(5), command(6));
        assertThat(stored.reads)
                .as("once at the start, then once for each page")
                .isEqualTo(3);
        mirror.remove(stored.pendingAfter(0, 18));

        assertThat(mirror.pending(3)).containsExactly(command(19), command(20));
        int reads = stored.reads;
        record(command(21));
        assertThat(mirror.pending(3)).containsExactly(command(19), command(20), command(21));
        assertThat(stored.reads).isEqualTo(reads);
    }

    @Test
    void a_failure_to_read_is_not_taken_for_an_empty_outbox() {
        stored.has(command(1));
        stored.away = true;
        assertThatThrownBy(() -> mirror.pending(10)).isInstanceOf(StoreUnavailable.class);

        stored.away = false;
        assertThat(mirror.pending(10)).containsExactly(command(1));
    }

    @Test
    void who_gives_it_up_removes_what_is_published_and_reads_again() {
        mirror.pending(10);
        record(command(1));
        record(command(2));
        mirror.remove(List.of(command(1)));

        mirror.release();

        assertThat(stored.rows).containsOnlyKeys(2L);
        stored.rows.clear();
        assertThat(mirror.pending(10)).isEmpty();
    }

    private void record(Outbound<String> command) {
        stored.has(command);
        mirror.recorded(List.of(command));
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private static Outbound<String> command(long position) {
        return new Outbound<>(
                position, new UUID(0, position), "b-1", "t", "m", "", Instant.EPOCH, null, "body " + position);
    }

    private static final class Stored implements Outbox<String> {
        private final TreeMap<Long, Outbound<String>> rows = new TreeMap<>();
        private int reads;
        private boolean away;

        void has(Outbound<String> command) {
            rows.put(command.position(), command);
        }

        @Override
        public boolean acquire() {
            return true;
        }

        @Override
        public void release() {}

        @Override
        public List<Outbound<String>> pendingAfter(long position, int most) {
            if (away) {
                throw new StoreUnavailable("away", new IllegalStateException());
            }
            reads++;
            return new ArrayList<>(rows.tailMap(position, false).values())
                    .stream().limit(most).toList();
        }

        @Override
        public void remove(Collection<Outbound<String>> published) {
            published.forEach(command -> rows.remove(command.position()));
        }
    }
}
