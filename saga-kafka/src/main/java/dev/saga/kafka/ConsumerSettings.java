package dev.saga.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.RangeAssignor;

/**
 * The consumer's settings. Both group protocols get a range assignor by default, because with equally many partitions it
 * gives all messages of one saga to one instance.
 */
final class ConsumerSettings {
    private static final int SESSION_TIMEOUT = 10_000;
    private static final int MOST_RECORDS = 500;

    /**
     * What a broker sends from its files comes in many small pieces, for which the client's own 64 KiB are too small at
     * some thousand messages a second: the kernel drops what does not fit, and where nothing follows it takes 200 ms
     * until that is sent again. The system lets the buffer grow as it needs to.
     */
    private static final int AS_THE_SYSTEM_SEES_FIT = -1;

    /**
     * Kafka's 1 MiB is thousands of small messages, and what is fetched of one partition is handled before the next
     * partition's: while there is a backlog, new bookings in thousands would come between a booking and its answers.
     */
    private static final int MOST_OF_A_PARTITION = 64 * 1024;

    private ConsumerSettings() {}

    static Map<String, Object> of(Map<String, ?> given) {
        Map<String, Object> settings = new HashMap<>(given);
        Object protocol = settings.getOrDefault(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        if (protocol.toString().strip().equalsIgnoreCase("consumer")) {
            settings.putIfAbsent(ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG, "range");
        } else {
            settings.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT);
            settings.putIfAbsent(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, RangeAssignor.class.getName());
        }
        settings.putIfAbsent(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS);
        settings.putIfAbsent(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, MOST_OF_A_PARTITION);
        settings.putIfAbsent(ConsumerConfig.RECEIVE_BUFFER_CONFIG, AS_THE_SYSTEM_SEES_FIT);
        settings.putIfAbsent(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.remove(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG);
        settings.remove(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
        return settings;
    }
}
