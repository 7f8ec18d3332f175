package dev.saga.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.saga.booking.BookingEvent;
import dev.saga.message.MessageId;
import dev.saga.message.Outcome;
import dev.saga.orchestrator.Commit;
import dev.saga.orchestrator.Standing;
import dev.saga.orchestrator.StoreRefused;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Services have settings of their own on their connections; a pooler in front of the server asks for some of them. */
class ConnectionSettingsTest {
    /** The driver prepares a statement at the server when it comes for the fifth time. */
    private static final int OFTEN = 7;

    private static final Commit<BookingEvent> STORABLE =
            new Commit<>("b-1", 0, MessageId.of("m"), "", List.of(), List.of(), Standing.UNCHANGED, List.of());

    private static final Commit<BookingEvent> NOT_STORABLE =
            new Commit<>("b-\0", 0, MessageId.of("m"), "", List.of(), List.of(), Standing.UNCHANGED, List.of());

    private final TestDatabase database = TestDatabase.create();

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prepareThreshold=5",
                "prepareThreshold=1",
                "prepareThreshold=0",
                "preferQueryMode=extendedForPrepared",
                "preferQueryMode=extendedCacheEverything",
                "autosave=always",
                "autosave=conservative&cleanupSavepoints=true",
                "reWriteBatchedInserts=true",
                "defaultRowFetchSize=1",
                "binaryTransfer=false",
                "preparedStatementCacheQueries=0",
                "stringtype=unspecified"
            })
    void every_way_of_a_message_is_the_same(String setting) {
        try (var pool = new HikariDataSource()) {
            var plain = (HikariDataSource) database.pool();
            pool.setJdbcUrl(plain.getJdbcUrl() + (plain.getJdbcUrl().contains("?") ? "&" : "?") + setting);
            pool.setConnectionInitSql(plain.getConnectionInitSql());
            pool.setMaximumPoolSize(1);
            var bookings = new LivedBookings(database, pool);

            for (int i = 0; i < OFTEN; i++) {
                bookings.completed("done-" + i);
                bookings.cancelled("cancelled-" + i);
                assertThat(bookings.repetition("done-" + i)).isEqualTo(Outcome.IGNORED);
                assertThat(bookings.lateReservation("cancelled-" + i)).isEqualTo(Outcome.APPLIED);
                assertThat(bookings.lateReservation("unknown-" + i)).isEqualTo(Outcome.REJECTED);
                assertThatThrownBy(() -> store(pool).commit(List.of(NOT_STORABLE)))
                        .isInstanceOf(StoreRefused.class);
            }
        }

        assertThat(database.query("select concat_ws(' ', (select count(*) from %s.event),"
                        + " (select count(*) from %s.inbox), (select count(*) from %s.in_flight),"
                        + " (select count(*) from %s.dead_letter))"))
                .isEqualTo("%d %d %d %d".formatted(OFTEN * (5 + 8), OFTEN * 2, 0, OFTEN));
        assertThat(database.query("select count(*) from %s.event where type = ''"))
                .isEqualTo("0");
    }

    @Test
    void how_the_session_plans_is_as_it_was_before_a_batch() throws SQLException {
        try (var pool = database.reconnected("set plan_cache_mode = force_custom_plan")) {
            String before = planning(pool);

            assertThat(store(pool).commit(List.of(STORABLE)).committed()).isTrue();

            assertThat(planning(pool)).isEqualTo(before).startsWith("force_custom_plan ");
        }
    }

    @Test
    void how_the_caller_plans_is_not_changed_within_a_transaction_of_its_own() throws SQLException {
        try (Connection own = database.pool().getConnection()) {
            own.setAutoCommit(false);
            String before = planning(own);

            assertThat(store(database.pool())
                            .within(own)
                            .commit(List.of(STORABLE))
                            .committed())
                    .isTrue();

            assertThat(planning(own)).isEqualTo(before).startsWith("auto ");
            own.rollback();
        }
    }

    @Test
    void a_connection_that_is_in_no_transaction_is_no_outage() throws SQLException {
        try (Connection own = database.pool().getConnection()) {
            own.setAutoCommit(true);
            var within = store(database.pool()).within(own);

            assertThatThrownBy(() -> within.commit(List.of(STORABLE)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the connection is in no transaction: set its auto-commit to false first");
        }
    }

    @Test
    void what_failed_is_told_even_where_it_cannot_be_undone() throws SQLException {
        try (Connection own = database.pool().getConnection()) {
            own.setAutoCommit(false);
            var joined = new Database.Joined(own);
            var failure = new AssertionError("the cause");

            assertThatThrownBy(() -> joined.transaction("cannot do it", connection -> {
                        connection.rollback(); // and with it goes the savepoint
                        throw failure;
                    }))
                    .isSameAs(failure)
                    .satisfies(thrown ->
                            assertThat(thrown.getSuppressed()).singleElement().isInstanceOf(SQLException.class));
        }
    }

    private static String planning(DataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return planning(connection);
        }
    }

    private static String planning(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select concat_ws(' ', current_setting('plan_cache_mode'), current_setting('enable_seqscan'),
                            current_setting('enable_bitmapscan'), current_setting('enable_hashjoin'),
                            current_setting('enable_mergejoin'), current_setting('jit'))
                        """)) {
            row.next();
            return row.getString(1);
        }
    }

    private static PostgresStore<BookingEvent> store(DataSource pool) {
        return PostgresStore.on(pool, TestDatabase.SCHEMA, LivedBookings.SAGA, LivedBookings.CODEC);
    }
}
