package dev.saga.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Dead rows and new events are vacuumed when there are enough of them, by whoever may, and in nobody's way. */
class PostgresVacuumTest {
    private final TestDatabase database = TestDatabase.create();
    private final PostgresVacuum vacuum = new PostgresVacuum(database.pool(), TestDatabase.SCHEMA);

    @BeforeEach
    void keepTheServersOwnVacuumAway() {
        for (String table : new String[] {"event", "outbox", "in_flight"}) {
            run("alter table %s." + table + " set (autovacuum_enabled = off)");
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void the_outbox_stays_as_small_as_what_waits_in_it() {
        publish(6_000);
        vacuum.runOnce();
        long once = size("outbox");
        for (int i = 0; i < 5; i++) {
            publish(6_000);
            vacuum.runOnce();
        }

        assertThat(size("outbox")).isLessThan(once * 3 / 2);
        assertThat(vacuums("outbox")).isEqualTo(6);
    }

    @Test
    void a_few_dead_rows_are_left_to_the_server() {
        publish(1_000);
        assertThat(vacuum.runOnce()).isEqualTo(Duration.ofSeconds(1));

        assertThat(vacuums("outbox")).isZero();
    }

    @Test
    void the_sagas_in_flight_are_vacuumed_too() {
        run("""
                insert into %s.in_flight
                select 'booking', 'b-' || i, 'WAITING_STOCK', now(), null, 2, '' from generate_series(1, 6000) as i
                """);
        run("delete from %s.in_flight");
        reportStatistics();
        vacuum.runOnce();

        assertThat(vacuums("in_flight")).isOne();
        assertThat(database.query("select pg_stat_get_dead_tuples('%s.in_flight'::regclass)"))
                .isEqualTo("0");
    }

    @Test
    void new_events_are_frozen() {
        record(60_000);
        vacuum.runOnce();

        assertThat(vacuums("event")).isOne();
        assertThat(database.query("select age(relfrozenxid) < 10 from pg_class where oid = '%s.event'::regclass"))
                .isEqualTo("t");
    }

    @Test
    void a_snapshot_that_somebody_holds_is_not_waited_for() throws SQLException {
        try (Connection reader = database.pool().getConnection()) {
            reader.setAutoCommit(false);
            reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            reader.createStatement().execute("select 1 from pg_class");
            publish(6_000);
            vacuum.runOnce();
            reader.rollback();
        }

        assertThat(vacuums("outbox")).isOne();
    }

    @Test
    void a_table_that_somebody_else_vacuums_is_passed_over() throws SQLException {
        publish(6_000);
        try (Connection other = database.pool().getConnection()) {
            other.setAutoCommit(false);
            other.createStatement()
                    .execute(TestDatabase.SCHEMA.in("lock table %s.outbox in share update exclusive mode"));
            vacuum.runOnce();
            other.rollback();
        }

        assertThat(vacuums("outbox")).isZero();
    }

    @Test
    void who_may_not_vacuum_does_not_try() {
        publish(6_000);
        run("create role stranger");
        run("grant usage on schema %s to stranger".formatted(TestDatabase.SCHEMA.quoted()));
        try (var pool = database.reconnected("set role stranger")) {
            new PostgresVacuum(pool, TestDatabase.SCHEMA).runOnce();
        } finally {
            run("drop owned by stranger; drop role stranger");
        }

        assertThat(vacuums("outbox")).isZero();
    }

    @Test
    void the_sessions_own_time_limit_is_left_as_it_was() throws SQLException {
        publish(6_000);
        try (var pool = database.reconnected("set statement_timeout = '7min'")) {
            new PostgresVacuum(pool, TestDatabase.SCHEMA).runOnce();

            try (Connection connection = pool.getConnection();
                    var row = connection.createStatement().executeQuery("show statement_timeout")) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("7min");
            }
        }
        assertThat(vacuums("outbox")).isOne();
    }

    /** So many commands come and go. */
    private void publish(int commands) {
        run("""
                insert into %%s.outbox (id, aggregatetype, aggregateid, type, payload, causation_id, traceparent)
                select gen_random_uuid(), 'booking', 'b-' || i, 'saga.request_stock', '{}', 'm-' || i, ''
                from generate_series(1, %d) as i
                """.formatted(commands));
        run("delete from %s.outbox");
        reportStatistics();
    }

    private void record(int events) {
        run("""
                insert into %%s.event (saga_type, saga_id, number, version, type, payload, message_id)
                select 'booking', 'b-' || i, i, 1, 'BookingCreated', '{}', 'm-' || i from generate_series(1, %d) as i
                """.formatted(events));
        reportStatistics();
    }

    /** Sessions that have just become idle report what they did with their next statement. */
    private void reportStatistics() {
        run("select pg_stat_force_next_flush()");
        run("select 1");
    }

    private long vacuums(String table) {
        return number("select vacuum_count from pg_stat_user_tables where relid = '%s." + table + "'::regclass");
    }

    private long size(String table) {
        return number("select pg_table_size('%s." + table + "'::regclass)");
    }

    private long number(String sql) {
        return Long.parseLong(database.query(sql));
    }

    private void run(String sql) {
        database.execute(TestDatabase.SCHEMA.in(sql));
    }
}
