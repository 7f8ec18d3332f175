package dev.saga.postgres;

import dev.saga.message.Codec;
import dev.saga.orchestrator.SagaStream;
import dev.saga.saga.CorruptStream;
import dev.saga.saga.OrchestratorAggregate;
import dev.saga.saga.Saga;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;

/**
 * Removes sagas that ended long ago, with their events and inbox rows; and the inbox rows as old of messages whose saga
 * is not stored.
 * What is in flight stays, and so does a saga that is stuck or has a command in the outbox, one whose history says that it
 * has not ended or no longer replays, and every dead letter. Ages are by the server's clock.
 *
 * <p>A crash leaves each batch removed or not. Any number of purges may run at once, beside any number of orchestrators:
 * they pass over each other's sagas. Safe for use by many threads.
 *
 * @param <S> the saga's states
 * @param <I> the saga's inputs
 * @param <E> the saga's events
 */
public final class PostgresPurge<S, I, E> {
    /** Some 10 MB. */
    private static final long EVENTS_AT_ONCE = 20_000;

    private final Database database;
    private final PurgeTables tables;
    private final StreamReader<E> reader;
    private final Saga<S, I, E> saga;
    private final long eventsAtOnce;

    /** A purge of this kind of saga. */
    public PostgresPurge(DataSource pool, Schema schema, Saga<S, I, E> saga, Codec codec) {
        this(pool, schema, saga, codec, EVENTS_AT_ONCE);
    }

    PostgresPurge(DataSource pool, Schema schema, Saga<S, I, E> saga, Codec codec, long eventsAtOnce) {
        this.eventsAtOnce = eventsAtOnce;
        this.database = new Database.Pooled(pool);
        this.tables = new PurgeTables(schema, saga.type());
        this.reader = new StreamReader<>(schema, saga, codec);
        this.saga = saga;
    }

    /**
     * What a batch came to.
     *
     * @param purged what was removed, or would have been
     * @param next where the next batch begins; empty if there is none
     */
    public record Batch(Purged purged, Optional<PurgePlace> next) {}

    /**
     * Removes the next few hundred sagas whose last event is older than {@code age}, in one transaction.
     *
     * @throws dev.saga.orchestrator.StoreUnavailable if the server does not answer now; the same batch may be tried again
     */
    public Batch remove(PurgePlace from, Duration age) {
        return database.transaction("cannot remove ended sagas", connection -> {
            if (from instanceof PurgePlace.Handled handled) {
                return tables.removeStray(connection, handled, age);
            }
            var page = tables.page(connection, (PurgePlace.Started) from, age);
            // The last event of each is locked, and whoever appends to a saga that has ended locks it too, in share
            // mode. So a saga that somebody is appending to is passed over here; one that somebody appended to before
            // has another last event when it is read below, and stays; and whoever wants to append from now on waits,
            // finds the event gone, reads the saga again and finds it unknown. Nothing waits here while it holds a
            // lock.
            Map<String, Long> quiet = tables.lockQuiet(connection, page.sagaIds(), age);
            Found found = ended(connection, quiet);
            tables.remove(connection, found.sagaIds);
            return new Batch(found.purged(), page.next());
        });
    }

    /** What {@link #remove} would do now. Changes and locks nothing. */
    public Batch preview(PurgePlace from, Duration age) {
        return database.read("cannot look for ended sagas", connection -> {
            if (from instanceof PurgePlace.Handled handled) {
                return tables.previewStray(connection, handled, age);
            }
            var page = tables.page(connection, (PurgePlace.Started) from, age);
            Found found = ended(connection, tables.quiet(connection, page.sagaIds(), age));
            return new Batch(found.purged(), page.next());
        });
    }

    /**
     * The sagas that their own histories say have ended: that no row says otherwise is not enough to delete them. Histories
     * are read some at a time, as one may have thousands of events.
     */
    private Found ended(Connection connection, Map<String, Long> quiet) throws SQLException {
        var found = new Found();
        Map<String, Long> some = new TreeMap<>();
        long events = 0;
        for (Map.Entry<String, Long> saga : new TreeMap<>(quiet).entrySet()) {
            some.put(saga.getKey(), saga.getValue());
            events += saga.getValue();
            if (events >= eventsAtOnce) {
                replay(connection, some, found);
                some.clear();
                events = 0;
            }
        }
        replay(connection, some, found);
        return found;
    }

    private void replay(Connection connection, Map<String, Long> versions, Found found) throws SQLException {
        Set<String> readable = new TreeSet<>(versions.keySet());
        Map<String, SagaStream<E>> streams = read(connection, readable);
        found.unreadable += versions.size() - readable.size();
        streams.forEach((id, stream) -> {
            try {
                var aggregate = OrchestratorAggregate.rehydrate(saga, id, stream.events());
                if (aggregate.ended() && aggregate.version() == versions.get(id)) {
                    found.sagaIds.add(id);
                    found.events += stream.events().size();
                    found.messages += stream.handled().size();
                }
            } catch (CorruptStream e) {
                found.unreadable++;
            }
        });
    }

    /** Reads what can be read, and takes the rest off the ids. */
    private Map<String, SagaStream<E>> read(Connection connection, Set<String> sagaIds) throws SQLException {
        while (!sagaIds.isEmpty()) {
            try {
                return reader.read(connection, sagaIds);
            } catch (CorruptStream e) {
                e.all().forEach(one -> sagaIds.remove(one.saga().id()));
            }
        }
        return Map.of();
    }

    private static final class Found {
        private final List<String> sagaIds = new ArrayList<>();
        private long events;
        private long messages;
        private long unreadable;

        Purged purged() {
            return new Purged(sagaIds.size(), events, messages, unreadable);
        }
    }
}
