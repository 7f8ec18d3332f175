package dev.saga.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingState;
import dev.saga.message.Outcome;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a purge removes, and all that it must keep. */
class PostgresPurgeTest {
    private static final Duration AGE = Duration.ofDays(90);

    private final TestDatabase database = TestDatabase.create();
    private final LivedBookings bookings = new LivedBookings(database);
    private final PostgresPurge<BookingState, BookingInput, BookingEvent> purge =
            new PostgresPurge<>(database.pool(), TestDatabase.SCHEMA, LivedBookings.SAGA, LivedBookings.CODEC);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void what_ended_before_goes_with_its_events_and_its_inbox() {
        bookings.completed("b-1");
        bookings.cancelled("b-2");
        bookings.repetition("b-2");
        bookings.published();
        assertThat(bookings.rows()).isEqualTo("11 1 0 0 0");
        database.letTimePass(AGE.plusSeconds(1));
        bookings.completed("young");
        bookings.repetition("young");
        bookings.published();

        assertThat(everything()).isEqualTo(new Purged(2, 11, 8, 0));

        assertThat(bookings.rows()).isEqualTo("5 1 0 0 0");
        assertThat(database.query("select min(saga_id) || max(saga_id) from %s.inbox"))
                .isEqualTo("youngyoung");
    }

    @Test
    void a_preview_says_what_would_go_and_changes_nothing() {
        bookings.completed("b-1");
        bookings.somethingUnreadable();
        bookings.published();
        database.letTimePass(AGE.plusSeconds(1));
        String before = database.everything();

        assertThat(previewed()).isEqualTo(new Purged(1, 5, 5, 0));
        assertThat(database.everything()).isEqualTo(before);

        assertThat(everything()).isEqualTo(new Purged(1, 5, 5, 0));
    }

    @Test
    void a_second_purge_finds_nothing() {
        bookings.completed("b-1");
        bookings.published();
        database.letTimePass(AGE.plusSeconds(1));

        assertThat(everything().sagas()).isEqualTo(1);
        assertThat(everything()).isEqualTo(Purged.NOTHING);
    }

    @Test
    void what_is_in_flight_stays_however_old() {
        bookings.waitingForStock("b-1");
        bookings.waitingForPayment("b-2");
        bookings.published();

        keepsAll(Purged.NOTHING);
    }

    @Test
    void what_only_lost_its_row_in_flight_stays_for_its_history_has_not_ended() {
        bookings.waitingForPayment("b-1");
        bookings.published();
        database.execute(TestDatabase.SCHEMA.in("delete from %s.in_flight"));

        keepsAll(Purged.NOTHING);
    }

    @Test
    void what_has_commands_in_the_outbox_stays_until_they_are_published() {
        bookings.completed("b-1");

        keepsAll(Purged.NOTHING);

        bookings.published();
        assertThat(everything().sagas()).isEqualTo(1);
    }

    @Test
    void what_is_stuck_stays_until_nothing_waits_for_it() {
        bookings.completed("b-1");
        database.execute(TestDatabase.SCHEMA.in("update %s.event set type = 'X' where version = 1"));
        bookings.lateReservation("b-1");
        database.execute(TestDatabase.SCHEMA.in("update %s.event set type = 'BookingCreated' where version = 1"));
        bookings.published();

        keepsAll(Purged.NOTHING);

        database.execute(TestDatabase.SCHEMA.in("delete from %s.dead_letter"));
        assertThat(everything().sagas()).isEqualTo(1);
    }

    @Test
    void what_no_longer_replays_stays_and_is_counted() {
        bookings.completed("b-1");
        bookings.completed("b-2");
        bookings.completed("b-3");
        bookings.published();
        database.execute(TestDatabase.SCHEMA.in("delete from %s.event where saga_id = 'b-1' and version = 3"));
        database.execute(TestDatabase.SCHEMA.in(
                "update %s.event set type = 'StockRequested' where saga_id = 'b-2' and version = 3"));
        database.letTimePass(AGE.plusSeconds(1));

        assertThat(everything()).isEqualTo(new Purged(1, 5, 4, 2));
        assertThat(database.query("select string_agg(distinct saga_id, ' ') from %s.event"))
                .isEqualTo("b-1 b-2");
    }

    @Test
    void histories_that_are_read_some_at_a_time_add_up() {
        for (int i = 1; i <= 5; i++) {
            bookings.completed("b-" + i);
        }
        bookings.published();
        database.execute(TestDatabase.SCHEMA.in("delete from %s.event where saga_id = 'b-3' and version = 3"));
        database.letTimePass(AGE.plusSeconds(1));
        var twoAtOnce =
                new PostgresPurge<>(database.pool(), TestDatabase.SCHEMA, LivedBookings.SAGA, LivedBookings.CODEC, 6);

        assertThat(twoAtOnce.preview(PurgePlace.START, AGE).purged()).isEqualTo(new Purged(4, 20, 16, 1));
        assertThat(twoAtOnce.remove(PurgePlace.START, AGE).purged()).isEqualTo(new Purged(4, 20, 16, 1));
        assertThat(database.query("select string_agg(distinct saga_id, ' ') from %s.event"))
                .isEqualTo("b-3");
    }

    @Test
    void the_last_event_counts_and_not_the_end() {
        bookings.cancelled("b-1");
        database.letTimePass(AGE);
        assertThat(bookings.lateReservation("b-1")).isEqualTo(Outcome.APPLIED);
        bookings.published();
        database.letTimePass(Duration.ofSeconds(1));
        assertThat(everything()).isEqualTo(Purged.NOTHING);

        database.letTimePass(AGE);
        assertThat(everything().sagas()).isEqualTo(1);
    }

    @Test
    void dead_letters_stay_and_a_late_message_for_a_purged_saga_is_one_of_an_unknown_saga() {
        bookings.cancelled("b-1");
        bookings.happens(new BookingInput.PaymentCompleted("b-1", "pay", ""));
        bookings.published();
        database.letTimePass(AGE.plusSeconds(1));
        assertThat(everything().sagas()).isEqualTo(1);
        assertThat(bookings.rows()).isEqualTo("0 0 0 0 1");

        assertThat(bookings.lateReservation("b-1")).isEqualTo(Outcome.REJECTED);

        assertThat(database.query("select reason from %s.dead_letter order by id desc limit 1"))
                .isEqualTo("unknown-saga");
    }

    @Test
    void messages_without_a_saga_go_when_they_are_as_old() {
        bookings.somethingUnreadable();
        database.letTimePass(AGE.plusSeconds(1));
        bookings.somethingUnreadable();

        assertThat(everything()).isEqualTo(new Purged(0, 0, 1, 0));
        assertThat(bookings.rows()).isEqualTo("0 1 0 0 2");
    }

    @Test
    void messages_of_sagas_that_nobody_knows_go_when_they_are_as_old() {
        bookings.lateReservation("never-created");
        database.letTimePass(AGE.plusSeconds(1));
        bookings.lateReservation("created-later");
        bookings.completed("created-later");

        assertThat(previewed()).isEqualTo(new Purged(0, 0, 1, 0));
        assertThat(everything()).isEqualTo(new Purged(0, 0, 1, 0));

        assertThat(database.query("select saga_id from %s.inbox")).isEqualTo("created-later");
        assertThat(bookings.rows()).endsWith(" 2");
    }

    @Test
    void messages_of_a_saga_that_is_stored_stay_however_many_come_before_and_behind_them() {
        bookings.waitingForStock("b-2");
        database.execute(TestDatabase.SCHEMA.in("""
                insert into %s.inbox (saga_type, saga_id, message_key)
                select 'booking', 'b-' || i % 4, gen_random_uuid() from generate_series(1, 16000) as i
                """));
        database.letTimePass(AGE.plusSeconds(1));

        assertThat(everything()).isEqualTo(new Purged(0, 0, 12_000, 0));

        assertThat(database.query("select count(*) || ' ' || min(saga_id) || ' ' || max(saga_id) from %s.inbox"))
                .isEqualTo("4000 b-2 b-2");
    }

    @Test
    void other_kinds_of_sagas_stay() {
        bookings.completed("b-1");
        bookings.somethingUnreadable();
        bookings.published();
        database.execute(TestDatabase.SCHEMA.in("update %s.event set saga_type = 'parcel'"));
        database.execute(TestDatabase.SCHEMA.in("update %s.inbox set saga_type = 'parcel'"));

        keepsAll(Purged.NOTHING);
    }

    private void keepsAll(Purged counted) {
        database.letTimePass(AGE.multipliedBy(10));
        String before = database.everything();
        assertThat(everything()).isEqualTo(counted);
        assertThat(database.everything()).isEqualTo(before);
    }

    private Purged everything() {
        var all = Purged.NOTHING;
        for (var from = Optional.of(PurgePlace.START); from.isPresent(); ) {
            var batch = purge.remove(from.get(), AGE);
            all = all.plus(batch.purged());
            from = batch.next();
        }
        return all;
    }

    private Purged previewed() {
        var all = Purged.NOTHING;
        for (var from = Optional.of(PurgePlace.START); from.isPresent(); ) {
            var batch = purge.preview(from.get(), AGE);
            all = all.plus(batch.purged());
            from = batch.next();
        }
        return all;
    }
}
