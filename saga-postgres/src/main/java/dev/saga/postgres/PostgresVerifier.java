package dev.saga.postgres;

import dev.saga.inspect.Finding;
import dev.saga.inspect.SagaCheck;
import dev.saga.message.Codec;
import dev.saga.saga.Saga;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Compares everything that is stored of one kind of saga with what today's code makes of the histories. Reads only, on
 * one connection and within one snapshot, so it may run beside running instances, on a standby or on a restored backup;
 * a row is forgotten as soon as it is judged, so memory does not grow with the number of sagas.
 *
 * @param <S> the saga's states
 * @param <I> the saga's inputs
 * @param <E> the saga's events
 */
public final class PostgresVerifier<S, I, E> {
    private static final int ROWS_AT_ONCE = 1_000;
    private static final int IN_FLIGHT = 1;
    private static final int OUTBOX = 2;

    /** Row and commands of a saga come before its events, so that they can be judged while those go by. */
    private static final String EVERYTHING = """
            select saga_id, 1 as kind, version as place, state as name, null::uuid as id, due_at::text as payload
            from %s.in_flight where saga_type = ?
            union all
            select aggregateid, 2, position, type, id, payload::text from %s.outbox where aggregatetype = ?
            union all
            select saga_id, 3, version, type, null, payload::text from %s.event where saga_type = ?
            order by saga_id, kind, place
            """;

    private final Database database;
    private final Schema schema;
    private final Saga<S, I, E> saga;
    private final Codec codec;

    /** A verifier of this kind of saga. */
    public PostgresVerifier(DataSource pool, Schema schema, Saga<S, I, E> saga, Codec codec) {
        this.database = new Database.Pooled(pool);
        this.schema = schema;
        this.saga = saga;
        this.codec = codec;
    }

    /**
     * How much was verified.
     *
     * @param sagas how many histories
     * @param events how many events
     */
    public record Verified(long sagas, long events) {}

    /**
     * Verifies everything.
     *
     * @param findings told each thing that is wrong, in the order of the sagas' ids
     * @param progress told how much is verified, often
     * @return how much was verified in all
     * @throws dev.saga.orchestrator.StoreUnavailable if the server does not answer; what was found so far was told
     */
    public Verified verify(Consumer<Finding> findings, Consumer<Verified> progress) {
        return database.transaction("cannot verify the sagas", connection -> {
            int patience = connection.getNetworkTimeout();
            try {
                openSnapshot(connection);
                return read(connection, findings, progress);
            } finally {
                connection.setNetworkTimeout(Runnable::run, patience);
            }
        });
    }

    /** The first row may be long in coming: the server may sort everything before. */
    private static void openSnapshot(Connection connection) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, 0);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set transaction isolation level repeatable read, read only");
            statement.execute("set local statement_timeout = 0");
            statement.execute("set local idle_in_transaction_session_timeout = 0");
        }
    }

    private Verified read(Connection connection, Consumer<Finding> findings, Consumer<Verified> progress)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(schema.in(EVERYTHING))) {
            statement.setFetchSize(ROWS_AT_ONCE);
            statement.setString(1, saga.type());
            statement.setString(2, saga.type());
            statement.setString(3, saga.type());
            try (ResultSet row = statement.executeQuery()) {
                return judge(row, findings, progress);
            }
        }
    }

    private Verified judge(ResultSet row, Consumer<Finding> findings, Consumer<Verified> progress) throws SQLException {
        long sagas = 0;
        long events = 0;
        boolean more = row.next();
        while (more) {
            String sagaId = row.getString(1);
            var check = new SagaCheck<>(saga, codec, sagaId, findings);
            long before = events;
            do {
                switch (row.getInt(2)) {
                    case IN_FLIGHT ->
                        check.inFlight(row.getString(4), row.getLong(3), InFlightTable.LOST.equals(row.getString(6)));
                    case OUTBOX -> check.command(row.getObject(5, UUID.class), row.getString(4), row.getString(6));
                    default -> {
                        check.event(row.getLong(3), row.getString(4), row.getString(6));
                        events++;
                    }
                }
                more = row.next();
            } while (more && row.getString(1).equals(sagaId));
            check.finish();
            sagas += events > before ? 1 : 0;
            progress.accept(new Verified(sagas, events));
        }
        return new Verified(sagas, events);
    }
}
