package dev.saga.postgres;

import dev.saga.orchestrator.Commit;
import java.util.Comparator;
import java.util.List;

/**
 * Knows which messages were handled. Those that recorded events are known by these; the others have a row here. A
 * message that is handled twice at once collides either way: at the version of its events, or at its row.
 */
final class InboxTable {
    private static final String INSERT = """
            insert into %s.inbox (saga_type, saga_id, message_key)
            select ?, saga_id, message_key
            from (select unnest(?::text[]) as saga_id, unnest(?::uuid[]) as message_key) as row
            on conflict do nothing
            """;
    /** Those of some messages that have a row. Written so that the server looks up each row in the index, whatever it believes of the table's size. */
    static final String ROWS = """
            select asked.saga_id, asked.message_key
            from (select unnest(?::text[]) as saga_id, unnest(?::uuid[]) as message_key) as asked
            where exists (select from %s.inbox where inbox.saga_type = ? and inbox.saga_id = asked.saga_id
                and inbox.message_key = asked.message_key offset 0)
            """;

    private final Schema schema;
    private final String sagaType;

    InboxTable(Schema schema, String sagaType) {
        this.schema = schema;
        this.sagaType = sagaType;
    }

    /** Adds the messages of these commits; all is undone if one of them was handled already. */
    void add(RoundTrip batch, List<? extends Commit<?>> commits) {
        var recorded = new Columns("text", "uuid");
        var unknown = new Columns("text", "uuid");
        var maybeKnown = new Columns("text", "uuid");
        commits.stream()
                .sorted(Comparator.<Commit<?>, String>comparing(Commit::sagaId)
                        .thenComparing(commit -> commit.message().key()))
                .forEach(commit -> {
                    boolean mayBeHere = commit.intake().explains(commit.sagaId());
                    if (commit.events().isEmpty()) {
                        (mayBeHere ? maybeKnown : unknown)
                                .add(commit.sagaId(), commit.message().key());
                    } else if (!mayBeHere) {
                        recorded.add(commit.sagaId(), commit.message().key());
                    }
                });
        if (!recorded.isEmpty()) {
            batch.readExactly(0, schema.in(ROWS), recorded, sagaType);
        }
        if (!maybeKnown.isEmpty()) {
            batch.change(schema.in(INSERT), sagaType, maybeKnown);
        }
        if (!unknown.isEmpty()) {
            batch.changeExactly(unknown.rows(), schema.in(INSERT), sagaType, unknown);
        }
    }
}
