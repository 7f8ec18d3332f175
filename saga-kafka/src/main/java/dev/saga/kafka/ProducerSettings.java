package dev.saga.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The producer's settings: what a guarantee rests on is fixed, what bounds an outage has a default, the rest is the user's. */
final class ProducerSettings {
    private static final long REQUEST_TIMEOUT = 5_000;
    private static final long DELIVERY_TIMEOUT = 10_000;
    private static final long MAX_BLOCK = 5_000;

    /**
     * With more, a batch that the broker was not ready for can be overtaken by the next: a new producer's first batch to
     * a new topic is then refused as out of order until it expires, and its commands arrive behind later ones.
     */
    private static final int ONE_AT_A_TIME = 1;

    /** Long enough for a wave to gather, so that it takes one request; the flush at its end cuts it short. */
    private static final long LINGER = 5;

    private ProducerSettings() {}

    static Map<String, Object> of(Map<String, ?> given) {
        Map<String, Object> settings = new HashMap<>(given);
        long left = number(settings, ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Long.MAX_VALUE)
                - number(settings, ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 1);
        settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, Math.max(0, Math.min(LINGER, left)));
        settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK);
        settings.putIfAbsent(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, ONE_AT_A_TIME);
        boundDelivery(settings);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        settings.remove(ProducerConfig.PARTITIONER_CLASS_CONFIG);
        settings.remove(ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG);
        settings.remove(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG);
        settings.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
        return settings;
    }

    /** Of the two timeouts the user may give either; the client wants delivery to last as long as linger and one request. */
    private static void boundDelivery(Map<String, Object> settings) {
        long linger = number(settings, ProducerConfig.LINGER_MS_CONFIG, LINGER);
        long delivery = number(settings, ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Long.MAX_VALUE);
        settings.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int)
                Math.max(1, Math.min(REQUEST_TIMEOUT, delivery - linger)));
        long request = number(settings, ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT);
        settings.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int)
                Math.min(Integer.MAX_VALUE, Math.max(DELIVERY_TIMEOUT, linger + request)));
    }

    /** The number given under that name; one that is malformed is left for the client to refuse. */
    private static long number(Map<String, Object> settings, String name, long otherwise) {
        try {
            return Long.parseLong(
                    String.valueOf(settings.getOrDefault(name, otherwise)).strip());
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
