package dev.saga.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.message.Outbound;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who publishes what: each living process its own shard, and one of them all the rest. */
class OutboxShardTest {
    private final TestDatabase database = TestDatabase.create();
    private final PostgresShard shard = PostgresShard.open(database.pool(), TestDatabase.SCHEMA, "booking");
    private final PostgresOutbox rest = new PostgresOutbox(database.pool(), TestDatabase.SCHEMA, "booking");

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void no_two_shards_have_one_number() {
        assertThat(PostgresShard.open(database.pool(), TestDatabase.SCHEMA, "booking")
                        .number())
                .isNotEqualTo(shard.number())
                .isPositive();
    }

    @Test
    void processes_that_died_leave_nothing_for_ever() {
        shard.acquire();
        recorded(shard.number(), "b-1");
        database.letTimePass(Duration.ofSeconds(7));
        rest.acquire();

        PostgresShard.open(database.pool(), TestDatabase.SCHEMA, "booking");

        assertThat(database.query("select string_agg(shard::text, ' ') from %s.outbox_lease"))
                .isEqualTo(String.valueOf(PostgresOutbox.NOBODYS));
        assertThat(sweep()).containsExactly("b-1");
        assertThat(shard.acquire()).isTrue();
    }

    @Test
    void what_a_living_process_publishes_itself_is_left_to_it() {
        assertThat(shard.acquire()).isTrue();
        recorded(shard.number(), "b-1");

        assertThat(rest.acquire()).isTrue();
        assertThat(sweep()).isEmpty();
        assertThat(shard.pending(10)).extracting(Outbound::sagaId).containsExactly("b-1");
    }

    @Test
    void the_shard_of_a_process_that_is_gone_is_published_by_another() {
        shard.acquire();
        recorded(shard.number(), "b-1");
        shard.release();

        rest.acquire();
        var found = rest.pending(10);
        assertThat(found).extracting(Outbound::sagaId).containsExactly("b-1");

        rest.remove(found);
        assertThat(database.query("select count(*)::text from %s.outbox")).isEqualTo("0");
    }

    @Test
    void the_shard_of_a_process_that_died_is_published_when_its_lease_has_ended() {
        shard.acquire();
        recorded(shard.number(), "b-1");
        database.letTimePass(Duration.ofSeconds(7));

        rest.acquire();
        assertThat(sweep()).containsExactly("b-1");
    }

    @Test
    void who_dies_while_it_publishes_the_shard_of_a_dead_one_is_succeeded_too() {
        shard.acquire();
        recorded(shard.number(), "b-1");
        database.letTimePass(Duration.ofSeconds(7));
        rest.acquire();
        assertThat(sweep()).containsExactly("b-1");
        database.letTimePass(Duration.ofSeconds(7));

        var next = new PostgresOutbox(database.pool(), TestDatabase.SCHEMA, "booking");
        assertThat(next.acquire()).isTrue();
        var found = next.pending(10);
        assertThat(found).extracting(Outbound::sagaId).containsExactly("b-1");
        next.remove(found);

        assertThat(database.query("select count(*)::text from %s.outbox")).isEqualTo("0");
    }

    @Test
    void what_another_process_recorded_waits_for_what_the_first_one_has_not_published_yet() {
        shard.acquire();
        recorded(shard.number(), "b-1");
        recorded(PostgresOutbox.NOBODYS, "b-1");
        recorded(PostgresOutbox.NOBODYS, "b-2");

        rest.acquire();
        assertThat(sweep()).containsExactly("b-2");

        shard.remove(shard.pending(10));
        assertThat(sweep()).containsExactly("b-1", "b-2");
    }

    @Test
    void however_much_waits_for_a_shard_keeps_nothing_else_waiting() {
        shard.acquire();
        for (int i = 0; i < 40; i++) {
            recorded(shard.number(), "b-" + i);
            recorded(PostgresOutbox.NOBODYS, "b-" + i);
        }
        recorded(PostgresOutbox.NOBODYS, "free");

        rest.acquire();
        var found = new ArrayList<String>();
        for (int look = 0; look < 5; look++) {
            rest.pending(3).forEach(command -> found.add(command.sagaId()));
        }

        assertThat(found).containsOnly("free");
    }

    @Test
    void what_waited_is_not_passed_by_what_its_saga_recorded_later() {
        shard.acquire();
        recorded(shard.number(), "b-1");
        for (int i = 0; i < 40; i++) {
            recorded(PostgresOutbox.NOBODYS, "b-1");
        }

        rest.acquire();
        assertThat(rest.pending(3)).isEmpty();
        shard.remove(shard.pending(10));
        var later = new ArrayList<Long>();
        for (int look = 0; look < 5 && later.isEmpty(); look++) {
            rest.pending(3).forEach(command -> later.add(command.position()));
        }

        assertThat(database.query("select min(position) from %s.outbox")).isEqualTo(String.valueOf(later.get(0)));
    }

    @Test
    void however_many_wait_for_a_shard_the_ones_behind_them_do_not() {
        shard.acquire();
        recorded(shard.number(), "b-1");
        IntStream.range(0, 25).forEach(i -> recorded(PostgresOutbox.NOBODYS, "b-1"));
        recorded(PostgresOutbox.NOBODYS, "b-2");

        rest.acquire();
        assertThat(sweep()).containsExactly("b-2");
    }

    @Test
    void who_waits_for_a_shard_does_so_until_the_next_look_from_the_front() {
        shard.acquire();
        recorded(shard.number(), "b-1");
        recorded(PostgresOutbox.NOBODYS, "b-1");
        recorded(PostgresOutbox.NOBODYS, "b-2");
        recorded(PostgresOutbox.NOBODYS, "b-1");
        rest.acquire();
        var first = rest.pendingAfter(0, 1);
        assertThat(first).extracting(Outbound::sagaId).containsExactly("b-2");

        shard.remove(shard.pending(10));

        assertThat(rest.pendingAfter(first.get(0).position(), 1)).isEmpty();
        assertThat(sweep()).containsExactly("b-1", "b-2", "b-1");
    }

    @Test
    void what_is_committed_late_among_what_was_seen_is_not_overtaken_on_a_later_page() throws SQLException {
        rest.acquire();
        try (Connection late = database.pool().getConnection()) {
            late.setAutoCommit(false);
            try (var statement = late.createStatement()) {
                statement.execute(recording(PostgresOutbox.NOBODYS, "late"));
            }
            recorded(PostgresOutbox.NOBODYS, "b-1");
            recorded(PostgresOutbox.NOBODYS, "b-2");
            var page = rest.pendingAfter(0, 1);
            assertThat(page).extracting(Outbound::sagaId).containsExactly("b-1");
            late.commit();
            recorded(PostgresOutbox.NOBODYS, "late");

            assertThat(rest.pendingAfter(page.get(0).position(), 10))
                    .extracting(Outbound::sagaId)
                    .containsExactly("b-2");
        }
        assertThat(sweep()).containsExactly("late", "b-1", "b-2", "late");
    }

    @Test
    void what_one_transaction_recorded_on_both_sides_of_a_page_is_seen_in_order() throws SQLException {
        rest.acquire();
        try (Connection late = database.pool().getConnection()) {
            late.setAutoCommit(false);
            try (var statement = late.createStatement()) {
                statement.execute(recording(PostgresOutbox.NOBODYS, "late"));
                recorded(PostgresOutbox.NOBODYS, "b-1");
                statement.execute(recording(PostgresOutbox.NOBODYS, "late"));
                recorded(PostgresOutbox.NOBODYS, "b-2");
            }
            var page = rest.pendingAfter(0, 1);
            assertThat(page).extracting(Outbound::sagaId).containsExactly("b-1");
            late.commit();

            assertThat(rest.pendingAfter(page.get(0).position(), 10))
                    .extracting(Outbound::sagaId)
                    .containsExactly("b-2");
        }
        assertThat(sweep()).containsExactly("late", "b-1", "late", "b-2");
    }

    @Test
    void a_look_that_found_nothing_at_the_front_finds_nothing_behind_it() {
        rest.acquire();
        assertThat(rest.pendingAfter(0, 1)).isEmpty();
        recorded(PostgresOutbox.NOBODYS, "b-1");
        recorded(PostgresOutbox.NOBODYS, "b-2");

        assertThat(rest.pendingAfter(1, 10)).isEmpty();
        assertThat(sweep()).containsExactly("b-1", "b-2");
    }

    @Test
    void orphaned_shards_and_the_common_one_take_turns() {
        recorded(shard.number(), "b-1");
        recorded(PostgresOutbox.NOBODYS, "b-2");

        rest.acquire();
        assertThat(List.of(sweep(), sweep(), sweep()))
                .containsExactlyInAnyOrder(List.of("b-1"), List.of("b-2"), List.of("b-1"));
    }

    @Test
    void it_has_been_looked_at_whole_when_each_part_had_its_turn() {
        assertThat(rest.parts()).isEqualTo(1);
        recorded(shard.number(), "b-1");
        recorded(shard.number() + 1, "b-2");
        recorded(PostgresOutbox.NOBODYS, "b-3");

        rest.acquire();

        assertThat(rest.parts()).isEqualTo(3);
        assertThat(List.of(sweep(), sweep(), sweep()))
                .containsExactlyInAnyOrder(List.of("b-1"), List.of("b-2"), List.of("b-3"));
    }

    private List<String> sweep() {
        return rest.pending(10).stream().map(Outbound::sagaId).toList();
    }

    private void recorded(long number, String sagaId) {
        database.execute(recording(number, sagaId));
    }

    private static String recording(long number, String sagaId) {
        return TestDatabase.SCHEMA.in("""
                insert into %%s.outbox (id, aggregatetype, aggregateid, type, payload, shard, causation_id, traceparent)
                values (gen_random_uuid(), 'booking', '%s', 'saga.confirm_booking', '{}', %d, 'm', '')
                """.formatted(sagaId, number));
    }
}
