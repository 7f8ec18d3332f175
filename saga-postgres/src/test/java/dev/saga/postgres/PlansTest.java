package dev.saga.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plans that a connection keeps are made while the tables are small, and must be as good when these have grown. */
class PlansTest {
    private static final List<String> TABLES = List.of("event", "inbox", "outbox", "in_flight", "dead_letter");
    private static final int OFTEN_ENOUGH_TO_BE_KEPT = 12;
    private static final long FEWER_THAN_A_TABLE_GREW = 1_000;

    private final TestDatabase database = TestDatabase.create();
    /** One connection, so that every plan is kept on it; what only reads is planned as the runner's is. */
    private final HikariDataSource connection =
            database.reconnected("set plan_cache_mode = force_custom_plan; set enable_bitmapscan = off");

    private final LivedBookings bookings = new LivedBookings(database, connection);
    private int lived;

    @BeforeEach
    void given() {
        TABLES.forEach(table -> run("alter table %s." + table + " set (autovacuum_enabled = off)"));
        breakSome();
    }

    @AfterEach
    void close() {
        connection.close();
        database.close();
    }

    @Test
    void growing_tables_cost_nothing_under_plans_that_were_made_when_the_server_knew_all_tables_to_be_small() {
        liveSome();
        TABLES.forEach(table -> run("vacuum analyze %s." + table));

        growthCostsNothing();
    }

    @Test
    void growing_tables_cost_nothing_under_plans_that_were_made_when_the_server_knew_nothing_of_any_table() {
        growthCostsNothing();
    }

    private void growthCostsNothing() {
        liveSome();
        Map<String, Long> small = readWhile(this::liveSome);
        grow();

        Map<String, Long> grown = readWhile(this::liveSome);

        assertThat(grown)
                .as("what was lived reads of each but the outbox")
                .allSatisfy((table, rows) ->
                        assertThat(table.equals("outbox") || rows > 0).as(table).isTrue());
        assertThat(grown)
                .allSatisfy((table, rows) -> assertThat(rows)
                        .as("rows of %s that were read", table)
                        .isLessThan(small.get(table) + FEWER_THAN_A_TABLE_GREW));
    }

    /** Bookings whose histories cannot be read, so that what comes for them is parked. */
    private void breakSome() {
        for (int i = 0; i < 4 * OFTEN_ENOUGH_TO_BE_KEPT; i++) {
            bookings.waitingForStock("broken-" + i);
        }
        run("update %s.event set type = 'Nobody knows' where saga_id like 'broken-%' and version = 1");
    }

    private void liveSome() {
        for (int i = 0; i < OFTEN_ENOUGH_TO_BE_KEPT; i++) {
            bookings.completed("done-" + lived);
            bookings.cancelled("cancelled-" + lived);
            bookings.lateReservation("cancelled-" + lived);
            bookings.repetition("done-" + lived);
            bookings.somethingUnreadable();
            bookings.stockDeadline("done-" + lived);
            bookings.lateReservation("broken-" + lived);
            bookings.waitingForPayment("open-" + lived++);
        }
    }

    private void grow() {
        run("""
                insert into %s.event (saga_type, saga_id, number, version, type, payload, message_id)
                select saga_type, 'm-' || i, 1000000 + i, version, type, payload, message_id
                from %s.event, generate_series(1, 1000) as i where saga_id = 'done-1'
                """);
        run("""
                insert into %s.in_flight (saga_type, saga_id, state, since, due_at, version, traceparent)
                select 'booking', 'm-' || i, 'WAITING_STOCK', now(), null, 2, '' from generate_series(1, 5000) as i
                """);
        run("""
                insert into %s.inbox (saga_type, saga_id, message_key)
                select 'booking', 'm-' || i, gen_random_uuid() from generate_series(1, 5000) as i
                """);
        run("""
                insert into %s.dead_letter (saga_type, saga_id, message_id, message_key, message_type, topic, partition,
                    "offset", headers, traceparent, reason, detail)
                select 'booking', '', 'm-' || i, gen_random_uuid(), 't', 't', 0, i, '[]', '', 'malformed', 'no JSON'
                from generate_series(1, 5000) as i
                """);
        run("""
                insert into %s.outbox (id, aggregatetype, aggregateid, type, payload, causation_id, traceparent)
                select gen_random_uuid(), 'booking', 'm-' || i, 'saga.request_stock', '{}', 'm-' || i, ''
                from generate_series(1, 5000) as i
                """);
    }

    private Map<String, Long> readWhile(Runnable work) {
        Map<String, Long> before = read();
        work.run();
        Map<String, Long> after = read();
        before.forEach((table, rows) -> after.merge(table, -rows, Long::sum));
        return after;
    }

    /**
     * How many rows of each table were read so far, in itself or in an index. A session that has just become idle
     * reports what it did with its next statement.
     */
    private Map<String, Long> read() {
        run("select pg_stat_force_next_flush(); select 1");
        var read = new TreeMap<String, Long>();
        for (String table : TABLES) {
            read.put(table, Long.valueOf(database.query("""
                            select seq_tup_read + (select sum(idx_tup_read) from pg_stat_user_indexes as its
                                where its.relid = rows.relid)
                            from pg_stat_user_tables as rows where relname = '%s'
                            """.formatted(table))));
        }
        return read;
    }

    /** On the one connection, so that nobody else's report comes late. */
    private void run(String sql) {
        try (var own = connection.getConnection();
                var statement = own.createStatement()) {
            for (String each : sql.split(";")) {
                statement.execute(TestDatabase.SCHEMA.in(each));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
