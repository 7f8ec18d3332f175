package dev.saga.postgres;

import dev.saga.message.Codec;
import dev.saga.orchestrator.Commit;
import dev.saga.orchestrator.Standing;
import dev.saga.saga.RecordedEvent;
import dev.saga.saga.Saga;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Appends to histories. The primary key is the optimistic lock. */
final class EventTable<E> {
    /** The keys about which writers race: the optimistic lock, and the one that leads from an id to the saga's number. */
    private static final Pattern KEYS = Pattern.compile("\\b(event_pkey|event_first)\\b");

    /**
     * Goes on after a {@code row} with a {@code saga_id}, and finds the saga's number by its first event. A subquery that
     * cannot become a join, so that there is one way to run it. Its parameter is the saga's type.
     */
    static final String NUMBERED = """

            cross join lateral (
                select number from %s.event as one
                where one.saga_type = ? and one.saga_id = row.saga_id and one.version = 1 offset 0) as first
            """;

    /**
     * A saga that was started already, as when a message comes again, is an error of the server: that happens only to who is
     * behind, and to look before each insert would cost every other saga.
     */
    private static final String FIRST_EVENTS = """
            insert into %s.event (saga_type, saga_id, number, version, type, payload, message_id)
            select ?, saga_id, number, 1, type, payload::jsonb, message_id
            from (select unnest(?::text[]) as saga_id, unnest(?::bigint[]) as number, unnest(?::text[]) as type,
                unnest(?::text[]) as payload, unnest(?::text[]) as message_id) as row
            """;

    /** A version that was taken already is an error of the server, too. */
    private static final String NEXT_EVENTS = """
            insert into %s.event (saga_type, saga_id, number, version, type, payload, message_id)
            select ?, row.saga_id, coalesce(row.number, first.number), row.version, row.type, row.payload::jsonb,
                row.message_id
            from (select unnest(?::text[]) as saga_id, unnest(?::bigint[]) as number, unnest(?::bigint[]) as version,
                unnest(?::boolean[]) as follows, unnest(?::text[]) as type, unnest(?::text[]) as payload,
                unnest(?::text[]) as message_id) as row
            left join lateral (
                select number from %s.event as one
                where row.number is null and one.saga_type = ? and one.saga_id = row.saga_id and one.version = 1
                offset 0) as first on true
            where coalesce(row.number, first.number) is not null
                and (not row.follows or exists (
                    select from %s.event as before where before.saga_type = ?
                        and before.number = coalesce(row.number, first.number)
                        and before.version = row.version - 1 and before.saga_id = row.saga_id offset 0))
            """;

    private static final String FREE =
            "delete from %s.event using unnest(?::text[], ?::bigint[]) as row (saga_id, version)" + NUMBERED + """
            where event.saga_type = ? and event.number = first.number and event.version = row.version
            """;
    private static final String LAST_OF_ENDED =
            "select 1 from unnest(?::text[], ?::bigint[]) as row (saga_id, version)" + NUMBERED + """
            join %s.event on event.saga_type = ? and event.number = first.number and event.version = row.version
            for key share of event
            """;

    private final Schema schema;
    private final Saga<?, ?, E> saga;
    private final Codec codec;
    private final SagaNumbers numbers;

    EventTable(Schema schema, Saga<?, ?, E> saga, Codec codec, SagaNumbers numbers) {
        this.schema = schema;
        this.saga = saga;
        this.codec = codec;
        this.numbers = numbers;
    }

    /**
     * Adds the events of these commits, ordered by saga.
     *
     * <p>An event is appended if its version is free, and the one before it is there, of the same saga: no writer can be ahead
     * or behind, nor go on with another saga's history under a number that a server gave away twice. The
     * first one brings the saga's number; the others know it from then, or find it. What was judged without recording an
     * event takes the next version too, until the transaction ends: so whoever appends to that saga meanwhile waits, and
     * then finds this message in the inbox; and what was judged on a version that is no longer the last one is undone.
     */
    void add(Connection connection, RoundTrip batch, List<Commit<E>> commits) throws SQLException {
        var rows = new Rows();
        var taken = new Columns("text", "bigint");
        var afterEnd = new Columns("text", "bigint");
        int i = 0;
        while (i < commits.size()) {
            String sagaId = commits.get(i).sagaId();
            boolean isNew = commits.get(i).expectedVersion() == 0;
            Long number = isNew ? numbers.next(connection) : numbers.known(sagaId);
            boolean appended = false;
            long judgedAt = Commit.ANY_VERSION;
            for (; i < commits.size() && commits.get(i).sagaId().equals(sagaId); i++) {
                Commit<E> commit = commits.get(i);
                judgedAt = Math.max(judgedAt, commit.expectedVersion());
                if (commit.standing() instanceof Standing.StillEnded && !appended) {
                    afterEnd.add(sagaId, commit.expectedVersion());
                }
                for (RecordedEvent<E> recorded : commit.events()) {
                    rows.add(
                            sagaId,
                            number,
                            recorded.version(),
                            !appended,
                            saga.events().nameOf(recorded.event()),
                            json(recorded.event()),
                            commit.message().value());
                    appended = true;
                }
            }
            if (commits.get(i - 1).standing() instanceof Standing.Ended) {
                numbers.forget(sagaId);
            } else if (isNew && appended) {
                numbers.remember(sagaId, number);
            }
            if (!appended && judgedAt != Commit.ANY_VERSION) {
                rows.add(sagaId, number, judgedAt + 1, true, "", "{}", "");
                taken.add(sagaId, judgedAt + 1);
            }
        }
        rows.addTo(batch);
        batch.plan(RoundTrip.Plans.ANEW);
        if (!taken.isEmpty()) {
            batch.changeExactly(taken.rows(), schema.in(FREE), taken, saga.type(), saga.type());
        }
        if (!afterEnd.isEmpty()) {
            batch.readExactly(afterEnd.rows(), schema.in(LAST_OF_ENDED), afterEnd, saga.type(), saga.type());
        }
        batch.plan(RoundTrip.Plans.KEPT);
    }

    /**
     * Whether the key that is taken is one that another writer, or an earlier delivery, may have taken. The first line of what
     * the server says names it, whatever the language; the values come after it.
     */
    static boolean isRace(String error) {
        return KEYS.matcher(error.lines().findFirst().orElse("")).find();
    }

    /** These commits were not possible: what was remembered of their sagas may be wrong. */
    void undone(List<Commit<E>> commits) {
        numbers.renew();
        commits.forEach(commit -> numbers.forget(commit.sagaId()));
    }

    /** The rows of a batch: those that start a saga, and those that go on with one. */
    private final class Rows {
        private final Columns first = new Columns("text", "bigint", "text", "text", "text");
        private final Columns next = new Columns("text", "bigint", "bigint", "bool", "text", "text", "text");

        /** {@code follows}: the event before this one was stored earlier, and must be there. */
        void add(
                String sagaId,
                @Nullable Long number,
                long version,
                boolean follows,
                String type,
                String payload,
                String messageId) {
            if (version == 1) {
                first.add(sagaId, number, type, payload, messageId);
            } else {
                next.add(sagaId, number, version, follows, type, payload, messageId);
            }
        }

        void addTo(RoundTrip batch) {
            if (!first.isEmpty()) {
                batch.changeExactly(first.rows(), schema.in(FIRST_EVENTS), saga.type(), first);
            }
            if (!next.isEmpty()) {
                batch.changeExactly(next.rows(), schema.in(NEXT_EVENTS), saga.type(), next, saga.type(), saga.type());
            }
        }
    }

    private String json(Object record) {
        return new String(codec.encode(record), StandardCharsets.UTF_8);
    }
}
