package dev.saga.runner.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.booking.BookingInput.BookingCreated;
import dev.saga.booking.BookingInput.CancelRequested;
import dev.saga.booking.Product;
import dev.saga.inspect.Finding;
import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import dev.saga.observe.SagaObserver;
import dev.saga.orchestrator.Delivery;
import dev.saga.orchestrator.SagaOrchestrator;
import dev.saga.outbox.HandOver;
import dev.saga.postgres.PostgresShard;
import dev.saga.postgres.PostgresStore;
import dev.saga.runner.Bookings;
import dev.saga.runner.SagaDatabase;
import dev.saga.runner.config.RunnerConfig;
import dev.saga.runner.system.Environment;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What is stored, seen from outside the runner; and what somebody else may do to it. */
final class Database implements AutoCloseable {
    private final RunnerConfig config;
    private final SagaDatabase database;

    Database(Environment environment) {
        this.config = RunnerConfig.of(environment.properties(), Map.of());
        this.database = SagaDatabase.openMigrated(config.postgres());
    }

    /** How many commands wait. */
    long outbox() {
        return number("select count(*) from saga.outbox");
    }

    /** Whether that command of the booking waits. */
    boolean waits(String type, String bookingId) {
        return number("select count(*) from saga.outbox where type = ? and aggregateid = ?", type, bookingId) > 0;
    }

    /** How many sagas have not ended. */
    long inFlight() {
        return number("select count(*) from saga.in_flight");
    }

    /** Whether the message of that identity was handled. */
    boolean handled(String identity) {
        return number(
                                "select count(*) from saga.inbox where message_key = ?::uuid",
                                MessageId.of(identity).key())
                        + number("select count(*) from saga.event where message_id = ?", identity)
                > 0;
    }

    /** How many events of the booking a deadline caused. */
    long causedByDeadline(String bookingId) {
        return number("select count(*) from saga.event where saga_id = ? and message_id like 'deadline/%'", bookingId);
    }

    /** The dead letter of the message of that identity, if it is kept. */
    OptionalLong letter(String identity) {
        long id = number("select coalesce(max(id), -1) from saga.dead_letter where message_id = ?", identity);
        return id < 0 ? OptionalLong.empty() : OptionalLong.of(id);
    }

    /** How often that letter has failed. */
    long attempts(String identity) {
        return number("select coalesce(max(attempts), 0) from saga.dead_letter where message_id = ?", identity);
    }

    /** The identities of all dead letters, in order. */
    List<String> letters() {
        try (Connection connection = database.pool().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select message_id from saga.dead_letter order by 1")) {
            var letters = new ArrayList<String>();
            while (row.next()) {
                letters.add(row.getString(1));
            }
            return letters;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many events the message of that identity caused. */
    long effects(String identity) {
        return number("select count(*) from saga.event where message_id = ?", identity);
    }

    /** Whether somebody has the right to publish the youngest process's shard, or what all processes share. */
    boolean leaseIsHeld(Actor relay) {
        String shard = relay == Actor.OTHERS ? "0" : "(select max(shard) from saga.outbox_lease where shard > 0)";
        return number("select count(*) from saga.outbox_lease where expires_at > now() and shard = " + shard) > 0;
    }

    /** Lets the time pass after which a dead relay is succeeded. */
    void endLease() {
        update("update saga.outbox_lease set expires_at = now() - interval '1 second'");
    }

    /** Lets the time pass until the booking's deadline has come. */
    void elapse(String bookingId) {
        if (update("update saga.in_flight set due_at = now() where saga_id = ? and due_at is not null", bookingId)
                != 1) {
            throw new AssertionError(bookingId + " has no deadline");
        }
    }

    /** Lets the time pass until the letter of that identity is tried again by itself, if it is kept. */
    void due(String identity) {
        update("update saga.dead_letter set retry_at = now() where message_id = ? and retry_at is null", identity);
    }

    /** A later release records something that the runner cannot read. */
    void recordTheUnknown(String bookingId) {
        update("""
                insert into saga.event (saga_type, saga_id, number, version, type, payload, message_id)
                select saga_type, saga_id, min(number), max(version) + 1, 'RecordedByTheNextRelease', '{}', 'from the future'
                from saga.event where saga_id = ? group by saga_type, saga_id
                """, bookingId);
    }

    /** What the runner could not read is gone. */
    void forgetTheUnknown(String bookingId) {
        update("delete from saga.event where saga_id = ? and type = 'RecordedByTheNextRelease'", bookingId);
    }

    /** Another process begins the booking and dies before it has published anything. */
    void beginElsewhereAndDie(String bookingId, String identity) {
        var saga = Bookings.saga(config.deadlines());
        var shard = PostgresShard.open(database.pool(), database.schema(), saga.type());
        var store = PostgresStore.on(database.pool(), database.schema(), saga, Bookings.CODEC)
                .handingOver(shard, HandOver.nowhere());
        var input = new BookingCreated(bookingId, "", List.of(new Product("p-1", 1)));
        new SagaOrchestrator<>(saga, store, SagaObserver.NONE, 100)
                .handle(List.of(new Delivery<>(
                        Inbound.internal(MessageId.of(identity), "booking.created", ""),
                        new Delivery.Understood<>(bookingId, input))));
        assertThat(number("select count(*) from saga.outbox where shard = " + shard.number()))
                .isOne();
    }

    /** Cancels the booking from another process. */
    void cancel(String bookingId) {
        var identity = MessageId.of("operator/cancel/" + bookingId);
        Bookings.tables(database, config.deadlines())
                .inquiry(SagaObserver.NONE)
                .ask(new Delivery<>(
                        Inbound.internal(identity, "operator.cancel", ""),
                        new Delivery.Understood<>(bookingId, new CancelRequested(bookingId, "too late"))));
    }

    /** What does not fit together in all that is stored. */
    List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        Bookings.tables(database, config.deadlines()).verifier().verify(findings::add, so -> {});
        return findings;
    }

    private long number(String sql, Object... values) {
        try (Connection connection = database.pool().getConnection();
                var statement = prepare(connection, sql, values);
                var row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private int update(String sql, Object... values) {
        try (Connection connection = database.pool().getConnection();
                var statement = prepare(connection, sql, values)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    @Override
    public void close() {
        database.close();
    }
}
