package dev.saga.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
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

    /** A saga, whether it is old enough, and whether one with a greater number may be. */
    private record Started(String sagaId, long number, boolean old, boolean othersOld) {}

    /** Some sagas that started long enough ago, and what comes behind them. */
    record Page(List<String> sagaIds, Optional<PurgePlace> next) {}

    /** A saga whose first event is too young cannot have ended long ago, and those with much greater numbers are younger. */
    Page page(Connection connection, PurgePlace.Started from, Duration age) throws SQLException {
        var query = new Query(
                schema.in(STARTED), age, age.minus(SagaNumbers.ORDERED_WITHIN), sagaType, from.number(), SAGAS_AT_ONCE);
        List<Started> page = query.list(
                connection, row -> new Started(row.getString(1), row.getLong(2), row.getBoolean(3), row.getBoolean(4)));
        List<String> old =
                page.stream().filter(Started::old).map(Started::sagaId).toList();
        boolean more = page.size() == SAGAS_AT_ONCE && page.get(page.size() - 1).othersOld();
        PurgePlace next =
                more ? new PurgePlace.Started(page.get(page.size() - 1).number()) : PurgePlace.Handled.FIRST;
        return new Page(old, Optional.of(next));
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
        Map<String, Long> versions = new TreeMap<>();
        new Query(schema.in(sql), Query.texts(sagaIds), sagaType, age, sagaType, sagaType, sagaType)
                .forEach(connection, row -> versions.put(row.getString(1), row.getLong(2)));
        return versions;
    }

    void remove(Connection connection, List<String> sagaIds) throws SQLException {
        if (!sagaIds.isEmpty()) {
            Columns ids = Query.texts(sagaIds);
            new Query(schema.in(REMOVE_INBOX), sagaType, ids).update(connection);
            new Query(schema.in(REMOVE_EVENTS), sagaType, ids).update(connection);
        }
    }

    PostgresPurge.Batch removeStray(Connection connection, PurgePlace.Handled from, Duration age) throws SQLException {
        Messages page = stray(connection, from, age);
        if (page.stray().isEmpty()) {
            return page.batch(0);
        }
        return page.batch(new Query(schema.in(REMOVE_STRAY), page.stray(), sagaType).update(connection));
    }

    PostgresPurge.Batch previewStray(Connection connection, PurgePlace.Handled from, Duration age) throws SQLException {
        Messages page = stray(connection, from, age);
        return page.batch(page.stray().rows());
    }

    private Messages stray(Connection connection, PurgePlace.Handled from, Duration age) throws SQLException {
        var stray = new Columns("text", "uuid");
        var query =
                new Query(schema.in(STRAY), age, sagaType, sagaType, from.sagaId(), from.message(), MESSAGES_AT_ONCE);
        List<PurgePlace.Handled> page = query.list(connection, row -> {
            var message = new PurgePlace.Handled(row.getString(1), row.getObject(2, UUID.class));
            if (row.getBoolean(3)) {
                stray.add(message.sagaId(), message.message());
            }
            return message;
        });
        return new Messages(
                stray, page.size() < MESSAGES_AT_ONCE ? Optional.empty() : Optional.of(page.get(page.size() - 1)));
    }

    private record Messages(Columns stray, Optional<PurgePlace> next) {
        PostgresPurge.Batch batch(long removed) {
            return new PostgresPurge.Batch(new Purged(0, 0, removed, 0), next);
        }
    }
}
