package dev.saga.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The statements of a purge. Each touches a few hundred sagas, found by index, whatever the tables hold. */
final class PurgeTables {
    private static final int SAGAS_AT_ONCE = 500;
    private static final int MESSAGES_AT_ONCE = 5_000;

    /** A saga whose first event is too young cannot have ended long ago. */
    private static final String STARTED = """
            select saga_id, recorded_at from %s.event
            where saga_type = ? and version = 1 and recorded_at < now() - ? * interval '1 microsecond'
                and (recorded_at, saga_id) > (?, ? collate "C")
            order by recorded_at, saga_id limit ?
            """;

    private static final String QUIET = """
            select event.saga_id, event.version
            from unnest(?::text[]) as candidate (saga_id)
            cross join lateral (
                select version from %s.event as latest
                where latest.saga_type = ? and latest.saga_id = candidate.saga_id
                order by version desc limit 1) as last
            join %s.event on event.saga_type = ? and event.saga_id = candidate.saga_id and event.version = last.version
            where event.recorded_at < now() - ? * interval '1 microsecond'
                and not exists (select from %s.in_flight where saga_type = ? and in_flight.saga_id = candidate.saga_id)
                and not exists (
                    select from %s.outbox where aggregatetype = ? and aggregateid = candidate.saga_id)
            """;
    private static final String LOCKED = QUIET + " for update of event skip locked";
    private static final String REMOVE_EVENTS =
            "delete from %s.event where saga_type = ? and saga_id = any (?::text[])";
    private static final String REMOVE_INBOX = "delete from %s.inbox where saga_type = ? and saga_id = any (?::text[])";
    private static final String NAMELESS = """
            select message_key, received_at < now() - ? * interval '1 microsecond' from %s.inbox
            where saga_type = ? and saga_id = '' and message_key > ? order by message_key limit ?
            """;
    private static final String REMOVE_NAMELESS =
            "delete from %s.inbox where saga_type = ? and saga_id = '' and message_key = any (?::uuid[])";

    private final Schema schema;
    private final String sagaType;

    PurgeTables(Schema schema, String sagaType) {
        this.schema = schema;
        this.sagaType = sagaType;
    }

    /** Some sagas that started long enough ago, and what comes behind them. */
    record Page(List<String> sagaIds, Optional<PurgePlace> next) {}

    Page page(Connection connection, PurgePlace.Started from, Duration age) throws SQLException {
        var ids = new ArrayList<String>();
        Instant at = from.at();
        try (PreparedStatement statement = connection.prepareStatement(schema.in(STARTED))) {
            statement.setString(1, sagaType);
            statement.setLong(2, micros(age));
            statement.setObject(3, at.atOffset(ZoneOffset.UTC));
            statement.setString(4, from.sagaId());
            statement.setInt(5, SAGAS_AT_ONCE);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getString(1));
                    at = row.getObject(2, OffsetDateTime.class).toInstant();
                }
            }
        }
        PurgePlace next = ids.size() < SAGAS_AT_ONCE
                ? PurgePlace.Nameless.FIRST
                : new PurgePlace.Started(at, ids.get(ids.size() - 1));
        return new Page(ids, Optional.of(next));
    }

    /** Those of these sagas that nothing happens to, with their versions. */
    Map<String, Long> quiet(Connection connection, List<String> sagaIds, Duration age) throws SQLException {
        return quiet(connection, QUIET, sagaIds, age);
    }

    /** The same, with their last events locked; sagas that somebody else has locked are passed over. */
    Map<String, Long> lockQuiet(Connection connection, List<String> sagaIds, Duration age) throws SQLException {
        return quiet(connection, LOCKED, sagaIds, age);
    }

    private Map<String, Long> quiet(Connection connection, String sql, List<String> sagaIds, Duration age)
            throws SQLException {
        var candidates = new Columns("text");
        sagaIds.forEach(candidates::add);
        Map<String, Long> versions = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(schema.in(sql))) {
            candidates.bind(connection, statement, 1);
            statement.setString(2, sagaType);
            statement.setString(3, sagaType);
            statement.setLong(4, micros(age));
            statement.setString(5, sagaType);
            statement.setString(6, sagaType);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    versions.put(row.getString(1), row.getLong(2));
                }
            }
        }
        return versions;
    }

    Purged remove(Connection connection, List<String> sagaIds) throws SQLException {
        var ids = new Columns("text");
        sagaIds.forEach(ids::add);
        int messages = delete(connection, REMOVE_INBOX, ids);
        int events = delete(connection, REMOVE_EVENTS, ids);
        return new Purged(sagaIds.size(), events, messages, 0);
    }

    PostgresPurge.Batch removeNameless(Connection connection, PurgePlace.Nameless from, Duration age)
            throws SQLException {
        Messages page = nameless(connection, from, age);
        var keys = new Columns("uuid");
        page.old().forEach(keys::add);
        return page.batch(delete(connection, REMOVE_NAMELESS, keys));
    }

    PostgresPurge.Batch previewNameless(Connection connection, PurgePlace.Nameless from, Duration age)
            throws SQLException {
        Messages page = nameless(connection, from, age);
        return page.batch(page.old().size());
    }

    private Messages nameless(Connection connection, PurgePlace.Nameless from, Duration age) throws SQLException {
        var old = new ArrayList<UUID>();
        UUID last = from.message();
        int rows = 0;
        try (PreparedStatement statement = connection.prepareStatement(schema.in(NAMELESS))) {
            statement.setLong(1, micros(age));
            statement.setString(2, sagaType);
            statement.setObject(3, last);
            statement.setInt(4, MESSAGES_AT_ONCE);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows++;
                    last = row.getObject(1, UUID.class);
                    if (row.getBoolean(2)) {
                        old.add(last);
                    }
                }
            }
        }
        return new Messages(
                old, rows < MESSAGES_AT_ONCE ? Optional.empty() : Optional.of(new PurgePlace.Nameless(last)));
    }

    private record Messages(Collection<UUID> old, Optional<PurgePlace> next) {
        PostgresPurge.Batch batch(long removed) {
            return new PostgresPurge.Batch(new Purged(0, 0, removed, 0), next);
        }
    }

    private int delete(Connection connection, String sql, Columns keys) throws SQLException {
        if (keys.isEmpty()) {
            return 0;
        }
        try (PreparedStatement statement = connection.prepareStatement(schema.in(sql))) {
            statement.setString(1, sagaType);
            keys.bind(connection, statement, 2);
            return statement.executeUpdate();
        }
    }

    private static long micros(Duration age) {
        return age.toNanos() / 1_000;
    }
}
