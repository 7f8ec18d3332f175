package dev.saga.postgres;

import dev.saga.orchestrator.Commit;
import dev.saga.orchestrator.Intake;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Knows which sagas are stuck, by an index over the dead letters that is empty as long as none is.
 *
 * <p>Parking a message and appending to its saga take turns: both want the version after the saga's last one, and the
 * one that comes second waits for the first to end its transaction. Who parks then finds that the saga has gone on, and
 * judges again; who appends asks only afterwards, in a later statement whose snapshot is younger, whether the saga is
 * stuck, and parks too. What is parked without having been judged, because the history cannot be read or the saga is
 * stuck already, takes the next version as it is stored, again where that is taken meanwhile, and must not be among what
 * the events up to there were recorded for.
 */
final class StuckTable {
    /** What makes a dead letter park its saga, in the words of the index. */
    static final String PARKED = "reason = 'poison' and saga_id <> ''";

    /** Whether any saga at all is stuck: one look at an index that is normally empty, before any look for particular sagas. */
    static final String ANY = "exists (select from %s.dead_letter where " + PARKED + ")";

    private static final String TAKE_NEXT = """
            insert into %s.event (saga_type, saga_id, number, version, type, payload, message_id)
            select ?, parked.saga_id, coalesce(first.number, nextval(?::regclass)), coalesce(last.version, 0) + 1,
                '', '{}', ''
            from unnest(?::text[]) as parked (saga_id)
            left join lateral (
                select number from %s.event as one
                where one.saga_type = ? and one.saga_id = parked.saga_id and one.version = 1 offset 0) as first on true
            left join lateral (
                select version from %s.event where event.saga_type = ? and event.number = first.number
                order by version desc limit 1) as last on true
            on conflict do nothing
            """;
    private static final String FREE_NEXT =
            "delete from %s.event using unnest(?::text[]) as row (saga_id)" + EventTable.NUMBERED + """
            where event.saga_type = ? and event.number = first.number and event.type = ''
            """;
    private static final String RECORDED =
            "select 1 from unnest(?::text[], ?::text[]) as row (saga_id, message_id)" + EventTable.NUMBERED + """
            join %s.event on event.saga_type = ? and event.number = first.number and event.message_id = row.message_id
            """;
    private static final String FIRST = "select saga_id, min(id) from %s.dead_letter where saga_type = ? and " + PARKED
            + " and saga_id = any (?::text[]) group by saga_id";
    private static final String HELD = """
            select from unnest(?::text[], ?::bigint[]) as row (saga_id, letter)
            cross join lateral (
                select id from %s.dead_letter
                where saga_type = ? and saga_id = row.saga_id and\s""" + PARKED + " offset 0) as parked where " + ANY
            + " group by row.saga_id, row.letter having min(parked.id) <> row.letter";
    private static final String RELEASE =
            "update %s.dead_letter set retry_at = now() where saga_type = ? and saga_id = ?"
                    + " and reason = 'poison' and saga_id <> '' and (retry_at is null or retry_at > now())";

    private final Schema schema;
    private final String sagaType;

    StuckTable(Schema schema, String sagaType) {
        this.schema = schema;
        this.sagaType = sagaType;
    }

    /**
     * Keeps others from appending to sagas of which these commits only park messages without having judged them, and has
     * everything undone if that is too late.
     */
    void addParked(RoundTrip batch, List<? extends Commit<?>> commits) {
        var sagaIds = new TreeSet<String>();
        commits.stream().filter(Commit::parks).map(Commit::sagaId).forEach(sagaIds::add);
        commits.stream()
                .filter(commit -> commit.expectedVersion() != Commit.ANY_VERSION)
                .map(Commit::sagaId)
                .forEach(sagaIds::remove);
        if (!sagaIds.isEmpty()) {
            Columns ids = Query.texts(sagaIds);
            batch.plan(RoundTrip.Plans.ANEW);
            batch.changeExactly(
                    ids.rows(),
                    schema.in(TAKE_NEXT),
                    sagaType,
                    schema.quoted() + ".saga_number",
                    ids,
                    sagaType,
                    sagaType);
            batch.change(schema.in(FREE_NEXT), ids, sagaType, sagaType);
            var messages = new Columns("text", "text");
            commits.stream()
                    .filter(commit -> sagaIds.contains(commit.sagaId()) && maybeRecorded(commit))
                    .forEach(commit ->
                            messages.add(commit.sagaId(), commit.message().value()));
            batch.readExactly(0, schema.in(RECORDED), messages, sagaType, sagaType);
            batch.plan(RoundTrip.Plans.KEPT);
        }
    }

    private static boolean maybeRecorded(Commit<?> commit) {
        String message = commit.message().value();
        return !commit.intake().explains(commit.sagaId())
                && DeadLetterTable.storable(message).equals(message);
    }

    /** Has everything undone if one of these commits is {@linkplain Commit#isHeldBy held} by what its saga is stuck at. */
    void addCheck(RoundTrip batch, List<? extends Commit<?>> commits) {
        var mustBeFree = new Columns("text", "bigint");
        for (Commit<?> commit : commits) {
            if (!commit.parks() && !commit.sagaId().isEmpty()) {
                mustBeFree.add(
                        commit.sagaId(), commit.intake() instanceof Intake.Retried retried ? retried.letter() : 0L);
            }
        }
        if (!mustBeFree.isEmpty()) {
            batch.readExactly(0, schema.in(HELD), mustBeFree, sagaType);
        }
    }

    /** The first dead letter of each of these sagas that is stuck. */
    Map<String, Long> first(Connection connection, Collection<String> sagaIds) throws SQLException {
        Map<String, Long> first = new HashMap<>();
        new Query(schema.in(FIRST), sagaType, Query.texts(sagaIds))
                .forEach(connection, row -> first.put(row.getString(1), row.getLong(2)));
        return first;
    }

    /** What this saga is stuck at is due at once. */
    void release(Connection connection, String sagaId) throws SQLException {
        new Query(schema.in(RELEASE), sagaType, sagaId).update(connection);
    }
}
