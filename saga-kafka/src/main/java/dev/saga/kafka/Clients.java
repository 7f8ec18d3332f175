package dev.saga.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What Kafka's clients have against their settings, found out without a broker. */
public final class Clients {
    /** A client that is closed at once connects to nobody. But it resolves the address, which need not be possible here. */
    private static final String NOBODY = "127.0.0.1:9092";

    private Clients() {}

    /**
     * Creates a client of each kind and closes it. Where a client logs in when it is created, as with Kerberos, it does.
     *
     * @throws org.apache.kafka.common.KafkaException if one of them refuses its settings
     */
    public static void check(Map<String, ?> consumer, Map<String, ?> producer, Map<String, ?> admin) {
        var bytes = new ByteArrayDeserializer();
        new KafkaConsumer<>(ConsumerSettings.of(atNobody(consumer)), bytes, bytes)
                .close(CloseOptions.timeout(Duration.ZERO));
        var octets = new ByteArraySerializer();
        new KafkaProducer<>(ProducerSettings.of(atNobody(producer)), octets, octets).close(Duration.ZERO);
        Admin.create(atNobody(admin)).close(Duration.ZERO);
    }

    private static Map<String, Object> atNobody(Map<String, ?> settings) {
        Map<String, Object> moved = new HashMap<>(settings);
        moved.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, NOBODY);
        return moved;
    }
}
