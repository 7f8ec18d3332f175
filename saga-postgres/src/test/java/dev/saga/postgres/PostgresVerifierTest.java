package dev.saga.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingState;
import dev.saga.inspect.Finding;
import dev.saga.inspect.Problem;
import dev.saga.saga.CommandId;
import dev.saga.saga.SagaId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was lived verifies; what was damaged on purpose is found, and nothing else is. */
class PostgresVerifierTest {
    private static final String NOTHING_SUCH = "00000000-0000-8000-8000-000000000001";

    private final TestDatabase database = TestDatabase.create();
    private final LivedBookings bookings = new LivedBookings(database);
    private final PostgresVerifier<BookingState, BookingInput, BookingEvent> verifier =
            new PostgresVerifier<>(database.pool(), TestDatabase.SCHEMA, LivedBookings.SAGA, LivedBookings.CODEC);

    @BeforeEach
    void live() {
        bookings.waitingForStock("b-1");
        bookings.waitingForPayment("b-2");
        bookings.completed("b-3");
        bookings.cancelled("b-4");
        bookings.lateReservation("b-4");
        bookings.lateReservation("unknown");
        bookings.somethingUnreadable();
        bookings.waitingForStock("b-é\uD83D\uDE00");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void what_was_lived_verifies_published_or_not() {
        String before = database.everything();
        assertThat(findings()).isEmpty();
        assertThat(database.everything()).isEqualTo(before);

        bookings.published();
        assertThat(findings()).isEmpty();
        assertThat(verifier.verify(finding -> {}, progress -> {}))
                .isEqualTo(new PostgresVerifier.Verified(
                        5, Long.parseLong(database.query("select count(*) from %s.event"))));
    }

    @Test
    void other_kinds_of_sagas_are_not_judged() {
        damage("update %s.event set saga_type = 'parcel'");
        damage("update %s.in_flight set saga_type = 'parcel'");
        damage("update %s.outbox set aggregatetype = 'parcel'");

        assertThat(verifier.verify(finding -> {}, progress -> {})).isEqualTo(new PostgresVerifier.Verified(0, 0));
        assertThat(findings()).isEmpty();
    }

    @Test
    void a_missing_event_is_a_gap_and_nothing_behind_it_is_judged() {
        damage("delete from %s.event where saga_id = 'b-2' and version = 3");

        assertThat(findings()).containsExactly("b-2 4 VERSION_MISSING");
    }

    @Test
    void a_missing_beginning_is_a_gap() {
        damage("delete from %s.event where saga_id = 'b-3' and version = 1");

        assertThat(findings()).containsExactly("b-3 2 VERSION_MISSING");
    }

    @Test
    void a_missing_end_is_seen_by_what_was_stored_with_it() {
        damage("delete from %s.event where saga_id = 'b-3' and version >= 5");
        damage("delete from %s.event where saga_id = 'b-2' and version = 4");

        assertThat(findings())
                .containsExactly(
                        "b-2 3 IN_FLIGHT_DIFFERS",
                        "b-2 0 COMMAND_UNFOUNDED",
                        "b-3 4 IN_FLIGHT_MISSING",
                        "b-3 0 COMMAND_UNFOUNDED");
    }

    @Test
    void a_lost_history_leaves_row_and_commands_without_reason() {
        damage("delete from %s.event where saga_id = 'b-1'");

        assertThat(findings())
                .containsExactly("b-1 0 IN_FLIGHT_UNFOUNDED", "b-1 0 COMMAND_UNFOUNDED", "b-1 0 COMMAND_UNFOUNDED");
    }

    @Test
    void a_payload_that_cannot_be_read_is_found() {
        damage("update %s.event set payload = '{\"productId\": 7}' where saga_id = 'b-2' and version = 3");
        damage("update %s.event set type = 'StockTeleported' where saga_id = 'b-2' and version = 4");

        assertThat(findings()).containsExactly("b-2 3 EVENT_UNREADABLE", "b-2 4 EVENT_UNREADABLE");
    }

    @Test
    void an_event_that_is_impossible_where_it_stands_no_longer_replays() {
        damage("update %s.event set type = 'PaymentCompleted', payload = '{\"paymentId\": \"x\", \"reference\": \"\"}'"
                + " where saga_id = 'b-2' and version = 3");

        assertThat(findings()).containsExactly("b-2 3 EVENT_IMPOSSIBLE");
    }

    @Test
    void a_payload_that_replays_to_something_else_shows_in_the_commands_it_caused() {
        damage("update %s.event set payload = jsonb_set(payload, '{price}', '\"99\"') where saga_id = 'b-2'"
                + " and version = 4");

        assertThat(findings()).containsExactly("b-2 4 COMMAND_DIFFERS");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update %s.in_flight set state = 'COMPENSATING' where saga_id = 'b-1'   | b-1 2 IN_FLIGHT_DIFFERS",
                "update %s.in_flight set version = 9 where saga_id = 'b-1'              | b-1 2 IN_FLIGHT_DIFFERS",
                "update %s.in_flight set version = 2 where saga_id = 'b-2'              | b-2 4 IN_FLIGHT_DIFFERS",
                "update %s.in_flight set due_at = 'infinity' where saga_id = 'b-1'      | b-1 2 DEADLINE_LOST",
                "delete from %s.in_flight where saga_id = 'b-2'                         | b-2 4 IN_FLIGHT_MISSING",
                "update %s.in_flight set saga_id = 'b-0' where saga_id = 'b-1'          | b-0 0 IN_FLIGHT_UNFOUNDED; b-1 2 IN_FLIGHT_MISSING",
                "update %s.in_flight set saga_id = 'b-3' where saga_id = 'b-2'          | b-2 4 IN_FLIGHT_MISSING; b-3 5 IN_FLIGHT_UNFOUNDED",
            })
    void a_row_in_flight_that_its_history_contradicts_is_found(String damage, String findings) {
        damage(damage);

        assertThat(String.join("; ", findings())).isEqualTo(findings);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update %s.outbox set id = '" + NOTHING_SUCH + "' where aggregateid = 'b-3'"
                        + " and type = 'saga.confirm_booking' | b-3 0 COMMAND_UNFOUNDED",
                "update %s.outbox set type = 'saga.cancel_booking' where aggregateid = 'b-3'"
                        + " and type = 'saga.confirm_booking' | b-3 5 COMMAND_DIFFERS",
                "update %s.outbox set payload = '{\"bookingId\": \"b-3\"}' where aggregateid = 'b-3'"
                        + " and type = 'saga.confirm_booking' | b-3 5 COMMAND_DIFFERS",
                "insert into %s.outbox (id, aggregatetype, aggregateid, type, payload, causation_id, traceparent)"
                        + " select id, aggregatetype, aggregateid, type, payload, causation_id, traceparent"
                        + " from %s.outbox where aggregateid = 'b-3' and type = 'saga.confirm_booking'"
                        + " | b-3 0 COMMAND_TWICE",
            })
    void a_command_that_no_event_causes_so_is_found(String damage, String finding) {
        damage(damage);

        assertThat(findings()).containsExactly(finding);
    }

    @Test
    void a_command_of_another_saga_is_found_by_its_id() {
        damage("insert into %s.outbox (id, aggregatetype, aggregateid, type, payload, causation_id, traceparent)"
                + " values ('" + CommandId.of(new SagaId("booking", "b-3"), 5, 0)
                + "', 'booking', 'b-4', 'saga.confirm_booking', '{\"bookingId\":\"b-4\"}', '', '')");

        assertThat(findings()).containsExactly("b-4 0 COMMAND_UNFOUNDED");
    }

    @Test
    void what_happens_meanwhile_is_not_seen() {
        var first = new AtomicBoolean(true);
        var seen = new ArrayList<Finding>();
        var verified = verifier.verify(seen::add, progress -> {
            if (first.getAndSet(false)) {
                damage("delete from %s.event where version = 1");
                bookings.waitingForStock("z");
            }
        });

        assertThat(seen).isEmpty();
        assertThat(verified.sagas()).isEqualTo(5);
        assertThat(findings()).hasSize(5).allMatch(finding -> finding.endsWith(Problem.VERSION_MISSING.name()));
    }

    @Test
    void a_listener_that_fails_ends_it_and_the_connection_is_as_it_was() {
        damage("delete from %s.event where version = 1");

        assertThatThrownBy(() -> verifier.verify(
                        finding -> {
                            throw new IllegalStateException("the pipe is closed");
                        },
                        progress -> {}))
                .hasMessage("the pipe is closed");
        bookings.waitingForStock("after");
        assertThat(database.query("select count(*) from %s.event where saga_id = 'after'"))
                .isEqualTo("2");
    }

    private void damage(String sql) {
        database.execute(TestDatabase.SCHEMA.in(sql));
    }

    private List<String> findings() {
        var findings = new ArrayList<String>();
        verifier.verify(
                finding -> {
                    assertThat(finding.detail()).isNotBlank().doesNotContain("%", "null");
                    findings.add(finding.sagaId() + " " + finding.version() + " " + finding.problem());
                },
                progress -> {});
        return findings;
    }
}
