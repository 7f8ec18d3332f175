package dev.saga.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingState;
import dev.saga.inspect.Finding;
import dev.saga.orchestrator.StoreUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Verification and purge of 30,000 completed sagas with 150,000 events, copied from one that was lived. */
class VolumeTest {
    private static final int SAGAS = 30_000;
    private static final int EVENTS_EACH = 5;
    private static final Duration AGE = Duration.ofDays(90);

    private final TestDatabase database = TestDatabase.create();
    private final LivedBookings bookings = new LivedBookings(database);

    @BeforeEach
    void copy() {
        bookings.completed("b-1");
        bookings.published();
        run("""
                insert into %s.event (saga_type, saga_id, number, version, type, payload, message_id, recorded_at)
                select saga_type, 'm-' || md5(i::text), 100000 - i, version, type,
                    replace(payload::text, 'b-1', 'm-' || md5(i::text))::jsonb, message_id,
                    recorded_at - i * interval '1 minute'
                from %s.event, generate_series(1, 29999) as i
                """);
        run("analyze %s.event");
        run("analyze %s.inbox");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void every_damage_among_many_sagas_is_found() {
        run("update %s.event set payload = payload || '{\"price\": \"no number\"}'"
                + " where type = 'StockReserved' and saga_id like 'm-00%'");
        String damaged = database.query("select count(*) from %s.event where payload @> '{\"price\": \"no number\"}'");
        var findings = new AtomicLong();

        var verified = verifier().verify(finding -> findings.incrementAndGet(), progress -> {});

        assertThat(verified).isEqualTo(new PostgresVerifier.Verified(SAGAS, (long) SAGAS * EVENTS_EACH));
        assertThat(findings).hasValue(Long.parseLong(damaged));
        assertThat(findings.get()).isGreaterThan(100);
    }

    @Test
    void only_a_thousand_rows_are_held_at_a_time_so_a_lost_server_is_noticed_soon() {
        var sagas = new ArrayList<Long>();

        assertThatThrownBy(() -> verifier().verify(finding -> {}, progress -> {
                    sagas.add(progress.sagas());
                    if (progress.sagas() == 5_000) {
                        database.query("select count(pg_terminate_backend(pid)) from pg_stat_activity"
                                + " where state = 'idle in transaction' and datname = current_database()");
                    }
                }))
                .isInstanceOf(StoreUnavailable.class);

        assertThat(sagas).hasSizeBetween(5_000, 5_000 + 1_000 / EVENTS_EACH);
    }

    @Test
    void a_purge_reads_what_it_removes_and_not_the_whole_table() {
        var purge = new PostgresPurge<BookingState, BookingInput, BookingEvent>(
                database.pool(), TestDatabase.SCHEMA, LivedBookings.SAGA, LivedBookings.CODEC);
        var age = AGE.plus(Duration.ofMinutes(SAGAS)).minus(Duration.ofMinutes(2_000));
        long scansBefore = scans();
        long readBefore = rowsRead();
        database.letTimePass(AGE);
        var all = Purged.NOTHING;
        int batches = 0;
        for (var from = Optional.of(PurgePlace.START); from.isPresent(); batches++) {
            var batch = purge.remove(from.get(), age);
            all = all.plus(batch.purged());
            from = batch.next();
        }

        assertThat(all.sagas()).isBetween(1_990L, 2_000L);
        assertThat(all.events()).isEqualTo(all.sagas() * EVENTS_EACH);
        assertThat(batches).isBetween(4, 6);
        assertThat(scans()).isEqualTo(scansBefore);
        assertThat(rowsRead() - readBefore).isBetween(all.events(), 5 * all.events());
        assertThat(verifier().verify(VolumeTest::unexpected, progress -> {}).sagas())
                .isEqualTo(SAGAS - all.sagas());
    }

    private static void unexpected(Finding finding) {
        throw new AssertionError(finding);
    }

    private PostgresVerifier<BookingState, BookingInput, BookingEvent> verifier() {
        return new PostgresVerifier<>(database.pool(), TestDatabase.SCHEMA, LivedBookings.SAGA, LivedBookings.CODEC);
    }

    private long scans() {
        return statistic("seq_scan");
    }

    private long rowsRead() {
        return statistic("seq_tup_read + idx_tup_fetch");
    }

    /** Sessions that have just become idle report what they did with their next statement. */
    private long statistic(String columns) {
        run("select pg_stat_force_next_flush()");
        run("select 1");
        return Long.parseLong(
                database.query("select " + columns + " from pg_stat_user_tables where relid = '%s.event'::regclass"));
    }

    private void run(String sql) {
        database.execute(TestDatabase.SCHEMA.in(sql));
    }
}
