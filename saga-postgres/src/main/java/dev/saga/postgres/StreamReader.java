package dev.saga.postgres;

import dev.saga.message.Codec;
import dev.saga.message.MalformedMessage;
import dev.saga.message.MessageId;
import dev.saga.orchestrator.SagaStream;
import dev.saga.saga.CorruptStream;
import dev.saga.saga.Saga;
import dev.saga.saga.SagaId;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Reads the histories of sagas, the messages that were handled for them, and what they are stuck at, any number of sagas
 * in one statement.
 */
final class StreamReader<E> {
    private static final String STREAMS = """
            select event.saga_id, event.version, event.type, event.payload::text, event.recorded_at, event.message_id,
                null::uuid, null::bigint
            from unnest(?::text[]) as row (saga_id)""" + EventTable.NUMBERED + """
            join %s.event on event.saga_type = ? and event.number = first.number
            union all
            select handled.saga_id, null, null, null, null, null, handled.message_key, null
            from unnest(?::text[]) as row (saga_id)
            cross join lateral (
                select saga_id, message_key from %s.inbox as one
                where one.saga_type = ? and one.saga_id = row.saga_id offset 0) as handled
            union all
            select saga_id, null, null, null, null, null, null, min(id)
            from %s.dead_letter where saga_type = ? and saga_id = any (?::text[]) and\s""" + StuckTable.PARKED + " and "
            + StuckTable.ANY + " group by saga_id order by 1, 2";

    private final Schema schema;
    private final Saga<?, ?, E> saga;
    private final Codec codec;

    StreamReader(Schema schema, Saga<?, ?, E> saga, Codec codec) {
        this.schema = schema;
        this.saga = saga;
        this.codec = codec;
    }

    /** @throws CorruptStream with {@linkplain CorruptStream#all all} of these sagas whose histories cannot be read */
    Map<String, SagaStream<E>> read(Connection connection, Collection<String> sagaIds) throws SQLException {
        var ids = new Columns("text");
        Set.copyOf(sagaIds).forEach(ids::add);
        Map<String, Found<E>> found = new HashMap<>();
        Map<String, CorruptStream> corrupt = new LinkedHashMap<>();
        try (var statement = connection.prepareStatement(schema.in(STREAMS))) {
            int at = ids.bind(connection, statement, 1);
            statement.setString(at++, saga.type());
            statement.setString(at++, saga.type());
            at = ids.bind(connection, statement, at);
            statement.setString(at++, saga.type());
            statement.setString(at++, saga.type());
            ids.bind(connection, statement, at);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String id = row.getString(1);
                    Found<E> stream = found.computeIfAbsent(id, i -> new Found<>());
                    UUID handled = row.getObject(7, UUID.class);
                    long parked = row.getLong(8);
                    if (handled != null) {
                        stream.handled.add(handled);
                    } else if (parked != 0) {
                        stream.stuckAt = parked;
                    } else if (!corrupt.containsKey(id)) {
                        stream.handled.add(MessageId.of(row.getString(6)).key());
                        try {
                            stream.add(
                                    event(
                                            id,
                                            stream.events.size() + 1L,
                                            row.getLong(2),
                                            row.getString(3),
                                            row.getString(4)),
                                    row.getObject(5, OffsetDateTime.class).toInstant());
                        } catch (CorruptStream e) {
                            corrupt.put(id, e);
                        }
                    }
                }
            }
        }
        if (!corrupt.isEmpty()) {
            throw together(corrupt.values());
        }
        Map<String, SagaStream<E>> streams = new HashMap<>();
        found.forEach((id, stream) ->
                streams.put(id, new SagaStream<>(stream.events, stream.handled, stream.startedAt, stream.stuckAt)));
        return streams;
    }

    private static CorruptStream together(Collection<CorruptStream> corrupt) {
        var rest = corrupt.iterator();
        CorruptStream first = rest.next();
        rest.forEachRemaining(first::addSuppressed);
        return first;
    }

    /**
     * The event of a row.
     *
     * @throws CorruptStream if it is not the one that comes next, or cannot be read
     */
    E event(String sagaId, long expectedVersion, long version, String type, String payload) {
        var id = new SagaId(saga.type(), sagaId);
        if (version != expectedVersion) {
            throw new CorruptStream(id, version, type, "version %d is missing".formatted(expectedVersion));
        }
        Class<? extends E> known = saga.events()
                .classOf(type)
                .orElseThrow(() -> new CorruptStream(id, version, type, "no event of that name is known"));
        try {
            return codec.decode(payload.getBytes(StandardCharsets.UTF_8), known);
        } catch (MalformedMessage e) {
            throw new CorruptStream(id, version, type, e.getMessage());
        }
    }

    private static final class Found<E> {
        private final List<E> events = new ArrayList<>();
        private final Set<UUID> handled = new HashSet<>();
        private Instant startedAt = Instant.EPOCH;
        private long stuckAt;

        void add(E event, Instant recordedAt) {
            if (events.isEmpty()) {
                startedAt = recordedAt;
            }
            events.add(event);
        }
    }
}
