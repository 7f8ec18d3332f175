package dev.saga.postgres;

import dev.saga.inspect.SagaArchive;
import dev.saga.inspect.SagaInFlight;
import dev.saga.inspect.StoredEvent;
import dev.saga.inspect.StoredSaga;
import dev.saga.message.Codec;
import dev.saga.saga.CorruptStream;
import dev.saga.saga.Saga;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What operators read of the store on PostgreSQL.
 *
 * @param <E> the saga's events
 */
public final class PostgresArchive<E> implements SagaArchive<E> {
    private static final String HISTORY = """
            select event.version, event.type, event.payload::text, event.message_id, event.recorded_at
            from %s.event as first join %s.event on event.saga_type = first.saga_type and event.number = first.number
            where first.saga_type = ? and first.saga_id = ? and first.version = 1 order by event.version
            """;
    private static final String DUE_AT =
            "select nullif(due_at, 'infinity') as due_at from %s.in_flight where saga_type = ? and saga_id = ?";
    private static final String IN_FLIGHT = """
            select saga_id, state, since, nullif(due_at, 'infinity') as due_at from %s.in_flight
            where saga_type = ? and (cardinality(?::text[]) = 0 or state = any (?::text[]))
                and (since, saga_id) > (?, ? collate "C")
            order by since, saga_id limit ?
            """;
    private static final String BY_STATE =
            "select state, count(*) from %s.in_flight where saga_type = ? group by state";
    private static final String OUTBOX = """
            select count(*), coalesce(extract(epoch from now() - min(recorded_at)), 0)
            from %s.outbox where aggregatetype = ?
            """;
    private static final String DEAD_LETTERS = "select count(*) from %s.dead_letter where saga_type = ?";

    private final Database database;
    private final Schema schema;
    private final String sagaType;
    private final StreamReader<E> reader;

    /** The archive of this kind of saga. */
    public PostgresArchive(DataSource pool, Schema schema, Saga<?, ?, E> saga, Codec codec) {
        this.database = new Database.Pooled(pool);
        this.schema = schema;
        this.sagaType = saga.type();
        this.reader = new StreamReader<>(schema, saga, codec);
    }

    @Override
    public Optional<StoredSaga<E>> find(String sagaId) {
        return database.read("cannot read saga " + sagaId, connection -> {
            var events = new ArrayList<StoredEvent<E>>();
            CorruptStream corruption = history(connection, sagaId, events);
            return events.isEmpty() && corruption == null
                    ? Optional.empty()
                    : Optional.of(new StoredSaga<>(sagaId, events, dueAt(connection, sagaId), corruption));
        });
    }

    @Override
    public List<SagaInFlight> inFlight(List<String> states, SagaInFlight.Place after, int most) {
        Columns wanted = Query.texts(states);
        var query = new Query(schema.in(IN_FLIGHT), sagaType, wanted, wanted, after.since(), after.sagaId(), most);
        return database.read(
                "cannot read the sagas in flight",
                connection -> query.list(
                        connection,
                        row -> new SagaInFlight(
                                row.getString(1),
                                row.getString(2),
                                Query.time(row, "since"),
                                Query.maybeTime(row, "due_at"))));
    }

    @Override
    public Map<String, Long> inFlightByState() {
        return database.read("cannot count the sagas in flight", connection -> {
            Map<String, Long> counts = new HashMap<>();
            new Query(schema.in(BY_STATE), sagaType)
                    .forEach(connection, row -> counts.put(row.getString(1), row.getLong(2)));
            return counts;
        });
    }

    /** How many commands wait to be published, and for how many seconds the oldest has waited. */
    public Backlog outboxBacklog() {
        var query = new Query(schema.in(OUTBOX), sagaType);
        return database.read(
                "cannot count the outbox",
                connection -> query.one(connection, row -> new Backlog(row.getLong(1), row.getDouble(2))));
    }

    /** How many dead letters are kept. */
    public long deadLetters() {
        var query = new Query(schema.in(DEAD_LETTERS), sagaType);
        return database.read(
                "cannot count the dead letters", connection -> query.one(connection, row -> row.getLong(1)));
    }

    /**
     * What waits in the outbox.
     *
     * @param commands how many commands
     * @param oldestSeconds the age of the oldest, 0 if there is none
     */
    public record Backlog(long commands, double oldestSeconds) {}

    /** Reads what can be read, and answers what is wrong with the rest. */
    private @Nullable CorruptStream history(Connection connection, String sagaId, List<StoredEvent<E>> events)
            throws SQLException {
        try {
            new Query(schema.in(HISTORY), sagaType, sagaId).forEach(connection, row -> {
                long version = row.getLong(1);
                E event = reader.event(sagaId, events.size() + 1L, version, row.getString(2), row.getString(3));
                events.add(new StoredEvent<>(version, event, row.getString(4), Query.time(row, "recorded_at")));
            });
            return null;
        } catch (CorruptStream e) {
            return e;
        }
    }

    private @Nullable Instant dueAt(Connection connection, String sagaId) throws SQLException {
        List<@Nullable Instant> due = new ArrayList<>();
        new Query(schema.in(DUE_AT), sagaType, sagaId)
                .forEach(connection, row -> due.add(Query.maybeTime(row, "due_at")));
        return due.isEmpty() ? null : due.get(0);
    }
}
