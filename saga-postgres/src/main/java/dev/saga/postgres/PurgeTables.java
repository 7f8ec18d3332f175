package dev.saga.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The statements of a purge. Each touches a few hundred sagas, found by index, whatever the tables hold. */
final class PurgeTables {
    private static final int SAGAS_AT_ONCE = 500;
    private static final int MESSAGES_AT_ONCE = 5_000;

    private static final String STARTED = """
            select saga_id, number, recorded_at < now() - ? * interval '1 microsecond',
                recorded_at < now() - ? * interval '1 microsecond'
            from %s.event where saga_type = ? and number > ? and version = 1 order by number limit ?
            """;

    private static final String QUIET = """
            select event.saga_id, event.version
            from %s.event as candidate
            cross join lateral (
                select version from %s.event as latest
                where latest.saga_type = candidate.saga_type and latest.number = candidate.number
                order by version desc limit 1) as last
            join %s.event on event.saga_type = candidate.saga_type and event.number = candidate.number
                and event.version = last.version
            where candidate.saga_id = any (?::text[]) and candidate.saga_type = ? and candidate.version = 1
                and event.recorded_at < now() - ? * interval '1 microsecond'
                and not exists (select from %s.in_flight where saga_type = ? and in_flight.saga_id = candidate.saga_id)
                and not exists (
                    select from %s.outbox where aggregatetype = ? and aggregateid = candidate.saga_id)
                and not exists (
                    select from %s.dead_letter where saga_type = ? and dead_letter.saga_id = candidate.saga_id
                        and reason = 'poison' and dead_letter.saga_id <> '')
            """;
    private static final String LOCKED = QUIET + " for update of event skip locked";
    private static final String REMOVE_EVENTS = """
            delete from %s.event using %s.event as first
            where first.saga_type = ? and first.saga_id = any (?::text[]) and first.version = 1
                and event.saga_type = first.saga_type and event.number = first.number
            """;
    private static final String REMOVE_INBOX = "delete from %s.inbox where saga_type = ? and saga_id = any (?::text[])";
    /** Some messages, and whether they are old enough and of no saga that is stored. */
    private static final String STRAY = """
            select saga_id, message_key, received_at < now() - ? * interval '1 microsecond' and not exists (
                select from %s.event as first
                where first.saga_type = ? and first.saga_id = inbox.saga_id and first.version = 1 offset 0)
            from %s.inbox
            where saga_type = ? and (saga_id, message_key) > (?, ?) order by saga_id, message_key limit ?
            """;

    private static final String REMOVE_STRAY = """
            delete from %s.inbox using unnest(?::text[], ?::uuid[]) as row (saga_id, message_key)
            where inbox.saga_type = ? and inbox.saga_id = row.saga_id and inbox.message_key = row.message_key
            """;

    private final Schema schema;
    private final String sagaType;

    PurgeTables(Schema schema, String sagaType) {
        this.schema = schema;
        this.sagaType = sagaType;
    }

    /** Some sagas that started long enough ago, and what comes behind them. */
    record Page(List<String> sagaIds, Optional<PurgePlace> next) {}

    /** A saga whose first event is too young cannot have ended long ago, and those with much greater numbers are younger. */
    Page page(Connection connection, PurgePlace.Started from, Duration age) throws SQLException {
        var ids = new ArrayList<String>();
        long number = from.number();
        int rows = 0;
        boolean oldEnough = true;
        try (PreparedStatement statement = connection.prepareStatement(schema.in(STARTED))) {
            statement.setLong(1, micros(age));
            statement.setLong(2, micros(age.minus(SagaNumbers.ORDERED_WITHIN)));
            statement.setString(3, sagaType);
            statement.setLong(4, number);
            statement.setInt(5, SAGAS_AT_ONCE);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows++;
                    number = row.getLong(2);
                    oldEnough = row.getBoolean(4);
                    if (row.getBoolean(3)) {
                        ids.add(row.getString(1));
                    }
                }
            }
        }
        PurgePlace next =
                rows < SAGAS_AT_ONCE || !oldEnough ? PurgePlace.Handled.FIRST : new PurgePlace.Started(number);
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
            int at = candidates.bind(connection, statement, 1);
            statement.setString(at++, sagaType);
            statement.setLong(at++, micros(age));
            statement.setString(at++, sagaType);
            statement.setString(at++, sagaType);
            statement.setString(at, sagaType);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    versions.put(row.getString(1), row.getLong(2));
                }
            }
        }
        return versions;
    }

    void remove(Connection connection, List<String> sagaIds) throws SQLException {
        var ids = new Columns("text");
        sagaIds.forEach(ids::add);
        delete(connection, REMOVE_INBOX, ids);
        delete(connection, REMOVE_EVENTS, ids);
    }

    PostgresPurge.Batch removeStray(Connection connection, PurgePlace.Handled from, Duration age) throws SQLException {
        Messages page = stray(connection, from, age);
        if (page.stray().isEmpty()) {
            return page.batch(0);
        }
        try (PreparedStatement statement = connection.prepareStatement(schema.in(REMOVE_STRAY))) {
            statement.setString(page.stray().bind(connection, statement, 1), sagaType);
            return page.batch(statement.executeUpdate());
        }
    }

    PostgresPurge.Batch previewStray(Connection connection, PurgePlace.Handled from, Duration age) throws SQLException {
        Messages page = stray(connection, from, age);
        return page.batch(page.stray().rows());
    }

    private Messages stray(Connection connection, PurgePlace.Handled from, Duration age) throws SQLException {
        var stray = new Columns("text", "uuid");
        var last = from;
        int rows = 0;
        try (PreparedStatement statement = connection.prepareStatement(schema.in(STRAY))) {
            statement.setLong(1, micros(age));
            statement.setString(2, sagaType);
            statement.setString(3, sagaType);
            statement.setString(4, last.sagaId());
            statement.setObject(5, last.message());
            statement.setInt(6, MESSAGES_AT_ONCE);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows++;
                    last = new PurgePlace.Handled(row.getString(1), row.getObject(2, UUID.class));
                    if (row.getBoolean(3)) {
                        stray.add(last.sagaId(), last.message());
                    }
                }
            }
        }
        return new Messages(stray, rows < MESSAGES_AT_ONCE ? Optional.empty() : Optional.of(last));
    }

    private record Messages(Columns stray, Optional<PurgePlace> next) {
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
