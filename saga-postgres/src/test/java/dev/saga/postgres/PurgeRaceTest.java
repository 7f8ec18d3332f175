package dev.saga.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingState;
import dev.saga.inspect.Finding;
import dev.saga.message.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A late message and a purge that want the same saga: whoever comes first, the saga is whole or gone. */
class PurgeRaceTest {
    private static final Duration AGE = Duration.ofDays(90);

    private final TestDatabase database = TestDatabase.create();
    private final LivedBookings bookings = new LivedBookings(database);
    private final ExecutorService others = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        others.shutdownNow();
        database.close();
    }

    @Test
    void a_message_that_comes_while_the_saga_is_being_removed_waits_and_finds_it_unknown() throws Exception {
        givenOldCancelledBooking();
        var late = new Future<?>[1];

        var purged = purge(database.beforeCommit(() -> {
                    late[0] = others.submit(() -> bookings.lateReservation("b-1"));
                    awaitSomebodyWaiting();
                }))
                .remove(PurgePlace.START, AGE);

        assertThat(purged.purged().sagas()).isEqualTo(1);
        assertThat(late[0].get(30, TimeUnit.SECONDS)).isEqualTo(Outcome.REJECTED);
        assertThat(database.query("select string_agg(reason, ' ') from %s.dead_letter"))
                .isEqualTo("unknown-saga");
        assertThat(database.query("select count(*) from %s.event")).isEqualTo("0");
        assertThat(database.query("select count(*) from %s.outbox")).isEqualTo("0");
        assertThat(findings()).isEmpty();
    }

    @Test
    void a_saga_that_somebody_is_appending_to_is_passed_over() {
        givenOldCancelledBooking();
        var batches = new ArrayList<PostgresPurge.Batch>();
        var appending = new LivedBookings(
                database,
                database.beforeCommit(() -> batches.add(purge(database.pool()).remove(PurgePlace.START, AGE))));

        assertThat(appending.lateReservation("b-1")).isEqualTo(Outcome.APPLIED);

        assertThat(batches).extracting(PostgresPurge.Batch::purged).containsOnly(Purged.NOTHING);
        assertThat(database.query("select count(*) || ' ' || max(version) from %s.event"))
                .isEqualTo("8 8");
        assertThat(database.query("select type from %s.outbox")).isEqualTo("saga.release_stock");
        assertThat(findings()).isEmpty();
    }

    @Test
    void purges_at_the_same_time_pass_over_what_the_other_has() {
        givenOldCancelledBooking();
        var others = new ArrayList<PostgresPurge.Batch>();

        var batch = purge(database.beforeCommit(
                        () -> others.add(purge(database.pool()).remove(PurgePlace.START, AGE))))
                .remove(PurgePlace.START, AGE);

        assertThat(batch.purged().sagas()).isEqualTo(1);
        assertThat(others).extracting(PostgresPurge.Batch::purged).containsExactly(Purged.NOTHING);
    }

    @Test
    void under_many_late_messages_every_saga_is_whole_or_gone() throws Exception {
        int sagas = 200;
        for (int i = 0; i < sagas; i++) {
            bookings.cancelled("b-" + i);
        }
        bookings.published();
        database.letTimePass(AGE.plusSeconds(1));

        var someAreApplied = new CountDownLatch(50);
        var late = others.submit(() -> {
            var outcomes = new ArrayList<Outcome>();
            for (int i = sagas - 1; i >= 0; i--) {
                outcomes.add(bookings.lateReservation("b-" + i));
                someAreApplied.countDown();
            }
            return outcomes;
        });
        assertThat(someAreApplied.await(30, TimeUnit.SECONDS)).isTrue();
        long purged = 0;
        do {
            for (var from = Optional.of(PurgePlace.START); from.isPresent(); ) {
                var batch = purge(database.pool()).remove(from.get(), AGE);
                purged += batch.purged().sagas();
                from = batch.next();
            }
        } while (!late.isDone());

        List<Outcome> outcomes = late.get();
        assertThat(outcomes).isSubsetOf(Outcome.APPLIED, Outcome.REJECTED);
        assertThat(outcomes.subList(0, 50)).containsOnly(Outcome.APPLIED);
        long applied = outcomes.stream().filter(Outcome.APPLIED::equals).count();
        assertThat(purged + applied).isEqualTo(sagas);
        assertThat(database.query("select count(distinct saga_id) from %s.event"))
                .isEqualTo("" + applied);
        assertThat(findings()).isEmpty();
    }

    private void givenOldCancelledBooking() {
        bookings.cancelled("b-1");
        bookings.published();
        database.letTimePass(AGE.plusSeconds(1));
    }

    private PostgresPurge<BookingState, BookingInput, BookingEvent> purge(DataSource source) {
        return new PostgresPurge<>(source, TestDatabase.SCHEMA, LivedBookings.SAGA, LivedBookings.CODEC);
    }

    private List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        new PostgresVerifier<>(database.pool(), TestDatabase.SCHEMA, LivedBookings.SAGA, LivedBookings.CODEC)
                .verify(findings::add, progress -> {});
        return findings;
    }

    private void awaitSomebodyWaiting() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (database.query("select count(*) from pg_locks where not granted").equals("0")) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("nobody waits for the purge");
            }
            Thread.onSpinWait();
        }
    }
}
