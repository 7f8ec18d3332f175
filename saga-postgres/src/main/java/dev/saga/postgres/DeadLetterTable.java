package dev.saga.postgres;

import dev.saga.deadletter.DeadLetter;
import dev.saga.deadletter.RetryPolicy;
import dev.saga.deadletter.StoredDeadLetter;
import dev.saga.message.Codec;
import dev.saga.message.Header;
import dev.saga.message.Inbound;
import dev.saga.orchestrator.Commit;
import dev.saga.orchestrator.Intake;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Keeps dead letters. Texts come from outside here, so what PostgreSQL cannot store in a text is replaced. */
final class DeadLetterTable {
    private static final String INSERT = """
            insert into %s.dead_letter (saga_type, saga_id, message_id, message_key, message_type, topic, partition,
                "offset", headers, key, value, traceparent, reason, detail, attempts, retry_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?::json, ?, ?, ?, ?, ?, ?, now() + ? * interval '1 microsecond')
            """;
    private static final String KEPT = "select id from %s.dead_letter where saga_type = ? and id = any (?::bigint[])";
    private static final String REMOVE = """
            delete from %s.dead_letter where saga_type = ? and (saga_id, id) in (
                select saga_id, id from unnest(?::text[], ?::bigint[]) as row (saga_id, id))
            """;

    private final Schema schema;
    private final String sagaType;
    private final Codec codec;
    private final RetryPolicy policy;

    DeadLetterTable(Schema schema, String sagaType, Codec codec, RetryPolicy policy) {
        this.schema = schema;
        this.sagaType = sagaType;
        this.codec = codec;
        this.policy = policy;
    }

    /** The stored form of a message's headers. The codec does not write what is empty. */
    record StoredHeaders(List<StoredHeader> headers) {
        StoredHeaders {
            headers = headers == null ? List.of() : headers;
        }
    }

    /** The stored form of a header. */
    record StoredHeader(String name, String base64) {
        StoredHeader {
            name = name == null ? "" : name;
            base64 = base64 == null ? "" : base64;
        }
    }

    /** Takes away the letters that these commits retry; everything is undone if one of them is not there. */
    void addRemoved(RoundTrip batch, List<? extends Commit<?>> commits) {
        var rows = new Columns("text", "bigint");
        retried(commits).forEach(letter -> rows.add(letter.recordedUnder(), letter.letter()));
        if (!rows.isEmpty()) {
            batch.plan(RoundTrip.Plans.ANEW);
            batch.changeExactly(rows.rows(), schema.in(REMOVE), sagaType, rows);
            batch.plan(RoundTrip.Plans.KEPT);
        }
    }

    private static List<Intake.Retried> retried(List<? extends Commit<?>> commits) {
        return commits.stream()
                .map(Commit::intake)
                .filter(Intake.Retried.class::isInstance)
                .map(Intake.Retried.class::cast)
                .toList();
    }

    /** Inserts the letters that these commits bring, one by one, in one round trip: they are rare, and can be large. */
    void insert(Connection connection, List<? extends Commit<?>> commits) throws SQLException {
        List<DeadLetter> letters = commits.stream()
                .flatMap(commit -> commit.deadLetters().stream())
                .toList();
        if (letters.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(schema.in(INSERT))) {
            for (DeadLetter letter : letters) {
                Inbound message = letter.message();
                statement.setString(1, sagaType);
                statement.setString(2, storable(letter.sagaId()));
                statement.setString(3, storable(message.id().value()));
                statement.setObject(4, message.id().key());
                statement.setString(5, message.type());
                statement.setString(6, message.topic());
                statement.setInt(7, message.partition());
                statement.setLong(8, message.offset());
                statement.setString(9, headers(message.headers()));
                statement.setBytes(10, message.key());
                statement.setBytes(11, message.value());
                statement.setString(12, message.traceparent());
                statement.setString(13, letter.reason().label());
                statement.setString(14, storable(letter.detail()));
                var recorded = StoredDeadLetter.recorded(0, letter, Instant.EPOCH, policy, chance());
                statement.setInt(15, recorded.attempts());
                statement.setObject(16, micros(recorded.retryAt()), Types.BIGINT);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Which of the letters that these commits retry are there. */
    Set<Long> kept(Connection connection, List<? extends Commit<?>> commits) throws SQLException {
        var ids = new Columns("bigint");
        retried(commits).forEach(letter -> ids.add(letter.letter()));
        return ids.isEmpty()
                ? Set.of()
                : Set.copyOf(new Query(schema.in(KEPT), sagaType, ids).list(connection, row -> row.getLong(1)));
    }

    /** After the epoch, which is the moment of the transaction here: that is by the server's clock. */
    private static @Nullable Long micros(@Nullable Instant time) {
        return time == null ? null : ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    static double chance() {
        return ThreadLocalRandom.current().nextDouble();
    }

    /** The headers of a row. */
    List<Header> headers(String json) {
        return codec.decode(json.getBytes(StandardCharsets.UTF_8), StoredHeaders.class).headers().stream()
                .map(header -> new Header(header.name(), Base64.getDecoder().decode(header.base64())))
                .toList();
    }

    private String headers(List<Header> headers) {
        var stored = headers.stream()
                .map(header -> new StoredHeader(
                        storable(header.name()), Base64.getEncoder().encodeToString(header.value())))
                .toList();
        return new String(codec.encode(new StoredHeaders(stored)), StandardCharsets.UTF_8);
    }

    /** PostgreSQL's text has no U+0000, and UTF-8 no lone surrogates. */
    static String storable(String text) {
        boolean clean = text.chars().noneMatch(DeadLetterTable::unfit);
        if (clean) {
            return text;
        }
        var replaced = new StringBuilder(text.length());
        text.codePoints().map(c -> unfit(c) ? 0xFFFD : c).forEach(replaced::appendCodePoint);
        return replaced.toString();
    }

    private static boolean unfit(int c) {
        return c == 0 || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }
}
