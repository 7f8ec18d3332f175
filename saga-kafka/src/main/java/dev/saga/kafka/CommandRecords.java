package dev.saga.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.saga.message.Outbound;
import dev.saga.message.TraceParent;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** Commands as records: CloudEvents 1.0 in Kafka's binary mode (contract, section 1). */
final class CommandRecords {
    private static final byte[] SPEC_VERSION = "1.0".getBytes(UTF_8);
    private static final byte[] JSON = "application/json".getBytes(UTF_8);

    private final Topics topics;
    private final byte[] source;
    private Time last = new Time(Instant.EPOCH, Instant.EPOCH.toString().getBytes(UTF_8));

    private record Time(Instant at, byte[] text) {}

    CommandRecords(Topics topics, String sagaType) {
        this.topics = topics;
        this.source = ("/saga/" + sagaType).getBytes(UTF_8);
    }

    /** Throws IllegalArgumentException if there is no topic for the command. */
    ProducerRecord<byte[], byte[]> of(Outbound<byte[]> command) {
        byte[] sagaId = command.sagaId().getBytes(UTF_8);
        var message = new ProducerRecord<>(topics.topicOf(command.type()), sagaId, command.body());
        Headers headers = message.headers();
        headers.add("ce_specversion", SPEC_VERSION);
        headers.add("ce_id", command.id().toString().getBytes(UTF_8));
        headers.add("ce_source", source);
        headers.add("ce_type", command.type().getBytes(UTF_8));
        headers.add("ce_subject", sagaId);
        headers.add("ce_time", time(command.recordedAt()));
        headers.add("ce_correlationid", sagaId);
        headers.add("ce_causationid", command.causationId().getBytes(UTF_8));
        headers.add("content-type", JSON);
        if (command.expiresAt() != null) {
            headers.add("ce_expirytime", command.expiresAt().toString().getBytes(UTF_8));
        }
        if (!command.traceparent().isEmpty()) {
            headers.add(TraceParent.HEADER, command.traceparent().getBytes(UTF_8));
        }
        return message;
    }

    /** All that one transaction records has one time, and to write a time takes longer than all else here. */
    private byte[] time(Instant at) {
        Time time = last;
        if (!time.at.equals(at)) {
            time = new Time(at, at.toString().getBytes(UTF_8));
            last = time;
        }
        return time.text;
    }
}
