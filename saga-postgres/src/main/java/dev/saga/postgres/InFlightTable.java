package dev.saga.postgres;

import dev.saga.orchestrator.Commit;
import dev.saga.orchestrator.Standing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Knows the sagas that have not ended. */
final class InFlightTable {
    /** When a saga is due whose row was missing, so that nobody knows. */
    static final String LOST = "infinity";

    /**
     * Rows that are there and rows that are not in one statement, and without a join: so there is one way to run it. A
     * deadline that stays as it is travels as infinity; only a row that was missing keeps that.
     */
    private static final String STANDS = """
            insert into %s.in_flight as known (saga_type, saga_id, state, since, due_at, version, traceparent)
            select ?, row.saga_id, row.state, now(),
                case when row.keep then 'infinity' else now() + row.due_in * interval '1 microsecond' end,
                row.version, row.traceparent
            from (select unnest(?::text[]) as saga_id, unnest(?::text[]) as state, unnest(?::boolean[]) as keep,
                unnest(?::bigint[]) as due_in, unnest(?::bigint[]) as version, unnest(?::text[]) as traceparent) as row
            on conflict (saga_id, saga_type) do update set
                state = excluded.state,
                since = case when known.state = excluded.state then known.since else excluded.since end,
                due_at = case when excluded.due_at = 'infinity' then known.due_at else excluded.due_at end,
                version = excluded.version,
                traceparent = excluded.traceparent
            """;

    private static final String DEADLINE_OVER = """
            update %s.in_flight set due_at = null
            from unnest(?::text[], ?::bigint[]) as row (saga_id, set_at)
            where saga_type = ? and in_flight.saga_id = row.saga_id and in_flight.version = row.set_at
            """;
    private static final String ENDED = "delete from %s.in_flight where saga_id = any (?::text[]) and saga_type = ?";

    private final Schema schema;
    private final String sagaType;

    InFlightTable(Schema schema, String sagaType) {
        this.schema = schema;
        this.sagaType = sagaType;
    }

    /** Adds what these commits, ordered by saga, change. */
    void add(RoundTrip batch, List<? extends Commit<?>> commits) {
        Map<String, Moved> last = new TreeMap<>();
        var over = new Columns("text", "bigint");
        for (Commit<?> commit : commits) {
            if (commit.standing() instanceof Standing.DeadlineOver deadline) {
                over.add(commit.sagaId(), deadline.setAt());
            } else if (!(commit.standing() instanceof Standing.Unchanged
                    || commit.standing() instanceof Standing.StillEnded)) {
                last.merge(commit.sagaId(), Moved.by(commit), Moved::then);
            }
        }
        var stands = new Columns("text", "text", "bool", "bigint", "bigint", "text");
        var ended = new Columns("text");
        last.forEach((id, saga) -> {
            if (saga.standing() instanceof Standing.InFlight to) {
                saga.addTo(stands, id, to);
            } else if (!saga.isNew()) {
                ended.add(id);
            }
        });
        if (!over.isEmpty()) {
            batch.plan(RoundTrip.Plans.ANEW);
            batch.change(schema.in(DEADLINE_OVER), over, sagaType);
            batch.plan(RoundTrip.Plans.KEPT);
        }
        if (!stands.isEmpty()) {
            batch.change(schema.in(STANDS), sagaType, stands);
        }
        if (!ended.isEmpty()) {
            batch.change(schema.in(ENDED), ended, sagaType);
        }
    }

    /** Where a saga stands after several commits of one batch, and whether it started in it. */
    private record Moved(Standing standing, long version, String traceparent, boolean isNew) {
        static Moved by(Commit<?> commit) {
            long version = commit.expectedVersion() + commit.events().size();
            return new Moved(commit.standing(), version, commit.traceparent(), commit.expectedVersion() == 0);
        }

        Moved then(Moved next) {
            Standing to = next.standing;
            if (to instanceof Standing.InFlight after
                    && after.deadline() instanceof Standing.Deadline.Keep
                    && standing instanceof Standing.InFlight before) {
                to = new Standing.InFlight(after.state(), before.deadline());
            }
            return new Moved(to, next.version, next.traceparent, isNew);
        }

        void addTo(Columns rows, String id, Standing.InFlight to) {
            boolean keep = !isNew && to.deadline() instanceof Standing.Deadline.Keep;
            Duration dueIn = to.deadline() instanceof Standing.Deadline.Set set ? set.in() : null;
            rows.add(id, to.state(), keep, Columns.micros(dueIn), version, traceparent);
        }
    }
}
