package dev.saga.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plans that a connection keeps are made while the tables are small, and must be as good when these have grown. */
class PlansTest {
    private static final int OFTEN_ENOUGH_TO_BE_KEPT = 12;

    private final TestDatabase database = TestDatabase.create();
    /** One connection, so that every plan is kept on it; what only reads is planned as the runner's is. */
    private final HikariDataSource connection =
            database.reconnected("set plan_cache_mode = force_custom_plan; set enable_bitmapscan = off");

    private final LivedBookings bookings = new LivedBookings(database, connection);
    private int lived;

    @BeforeEach
    void keepStatisticsAsTheyAre() {
        for (String table : new String[] {"event", "inbox", "outbox", "in_flight", "dead_letter"}) {
            run("alter table %s." + table + " set (autovacuum_enabled = off)");
        }
    }

    @AfterEach
    void close() {
        connection.close();
        database.close();
    }

    @Test
    void no_table_is_read_whole_when_it_has_grown_under_plans_that_were_made_before() {
        liveSome();
        run("vacuum analyze %s.event; vacuum analyze %s.inbox");
        run("vacuum analyze %s.outbox; vacuum analyze %s.in_flight; vacuum analyze %s.dead_letter");
        liveSome();
        grow();
        String before = scans();

        liveSome();

        assertThat(scans()).isEqualTo(before);
    }

    private void liveSome() {
        for (int i = 0; i < OFTEN_ENOUGH_TO_BE_KEPT; i++) {
            bookings.completed("done-" + lived);
            bookings.cancelled("cancelled-" + lived);
            bookings.lateReservation("cancelled-" + lived);
            bookings.repetition("done-" + lived);
            bookings.somethingUnreadable();
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

    /** How often each table was read whole. A session that has just become idle reports what it did with its next statement. */
    private String scans() {
        run("select pg_stat_force_next_flush(); select 1");
        return database.query(
                "select string_agg(relname || ' ' || seq_scan, ', ' order by relname) from pg_stat_user_tables"
                        + " where relname in ('event', 'inbox', 'outbox', 'in_flight', 'dead_letter')");
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
