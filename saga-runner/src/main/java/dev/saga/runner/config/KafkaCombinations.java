package dev.saga.runner.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Settings that are well-formed alone and that a Kafka client refuses together, or with what the product fixes. Found
 * here, they are reported under the operator's own key and before anything is started.
 */
final class KafkaCombinations {
    private static final String GROUP_PROTOCOL = "group.protocol";
    private static final String SESSION_TIMEOUT = "session.timeout.ms";
    private static final String DEFAULT_SESSION_TIMEOUT = "10000";

    private static final String HEARTBEAT = "heartbeat.interval.ms";
    private static final String INSTANCE_ID = "group.instance.id";
    private static final String DELIVERY_TIMEOUT = "delivery.timeout.ms";
    private static final String REQUEST_TIMEOUT = "request.timeout.ms";
    private static final String LINGER = "linger.ms";
    private static final String IN_FLIGHT = "max.in.flight.requests.per.connection";
    private static final List<String> CLASSIC_ONLY =
            List.of(SESSION_TIMEOUT, HEARTBEAT, "partition.assignment.strategy");

    private KafkaCombinations() {}

    /** Whether the broker, not the client, rules over the group. */
    private static boolean isBrokerManaged(Optional<String> groupProtocol) {
        return groupProtocol
                .map(protocol -> protocol.strip().toLowerCase(Locale.ROOT))
                .filter("consumer"::equals)
                .isPresent();
    }

    /** Checks what the consumers get, by Kafka's names. */
    static void checkConsumer(Map<String, Setting> settings, int consumers) {
        if (isBrokerManaged(value(settings, GROUP_PROTOCOL))) {
            CLASSIC_ONLY.forEach(name -> refuse(settings, name, "cannot be set with group.protocol=consumer"));
        } else {
            refuse(settings, "group.remote.assignor", "can be set only with group.protocol=consumer");
            checkHeartbeat(settings);
        }
        if (consumers > 1) {
            refuse(
                    settings,
                    INSTANCE_ID,
                    "can be set only with kafka.consumers=1 (each member of the group needs one of its own), but"
                            + " kafka.consumers is " + consumers);
        }
    }

    private static void checkHeartbeat(Map<String, Setting> settings) {
        Optional<String> session = value(settings, SESSION_TIMEOUT).or(() -> Optional.of(DEFAULT_SESSION_TIMEOUT));
        long timeout = KafkaClient.CONSUMER.number(SESSION_TIMEOUT, session);
        long heartbeat = KafkaClient.CONSUMER.number(HEARTBEAT, value(settings, HEARTBEAT));
        if (heartbeat < timeout) {
            return;
        }
        Setting given = settings.get(HEARTBEAT);
        if (given != null) {
            throw given.malformed("less than the session timeout (" + timeout + " ms)");
        }
        throw settings.get(SESSION_TIMEOUT).malformed("more than the heartbeat interval (" + heartbeat + " ms)");
    }

    /** Checks what the producer gets, by Kafka's names. */
    static void checkProducer(Map<String, Setting> settings) {
        KafkaClient producer = KafkaClient.PRODUCER;
        Setting inFlight = settings.get(IN_FLIGHT);
        if (inFlight != null && producer.number(IN_FLIGHT, Optional.of(inFlight.value())) > 5) {
            throw inFlight.malformed("at most 5 (more would let a re-send reorder commands)");
        }
        Setting retries = settings.get("retries");
        if (retries != null && producer.number("retries", Optional.of(retries.value())) < 1) {
            throw retries.malformed("at least 1 (the idempotent producer needs it)");
        }
        checkDelivery(settings);
    }

    /** Of its two parts, the publisher lets what is not given be as short as it must. */
    private static void checkDelivery(Map<String, Setting> settings) {
        Setting delivery = settings.get(DELIVERY_TIMEOUT);
        if (delivery == null) {
            return;
        }
        Optional<String> linger = value(settings, LINGER);
        Optional<String> request = value(settings, REQUEST_TIMEOUT);
        long lingers = linger.isPresent() ? KafkaClient.PRODUCER.number(LINGER, linger) : 0;
        long requests = request.isPresent() ? KafkaClient.PRODUCER.number(REQUEST_TIMEOUT, request) : 1;
        long least = lingers + requests;
        if (KafkaClient.PRODUCER.number(DELIVERY_TIMEOUT, Optional.of(delivery.value())) >= least) {
            return;
        }
        if (request.isEmpty()) {
            throw delivery.malformed(linger.isEmpty() ? "at least 1" : "more than linger.ms (" + lingers + ")");
        }
        String parts = linger.isEmpty() ? REQUEST_TIMEOUT : LINGER + " + " + REQUEST_TIMEOUT;
        throw delivery.malformed("at least %s (%d)".formatted(parts, least));
    }

    private static Optional<String> value(Map<String, Setting> settings, String name) {
        return Optional.ofNullable(settings.get(name)).map(Setting::value);
    }

    private static void refuse(Map<String, Setting> settings, String name, String why) {
        Setting setting = settings.get(name);
        if (setting != null) {
            throw new ConfigurationException(setting.key() + " " + why);
        }
    }
}
