package dev.saga.runner.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The clients of Kafka that run here, and what each of them knows about its own settings. */
enum KafkaClient {
    CONSUMER("consumer", ConsumerConfig.configDef()),
    PRODUCER("producer", ProducerConfig.configDef()),
    ADMIN("admin client", AdminClientConfig.configDef());

    /** Names below this prefix are the parameters of a provider, and the provider's own business. */
    private static final String PROVIDER_PARAMETERS = "config.providers.";

    private static final Set<String> LISTS_OF_CLASSES =
            Set.of("interceptor.classes", "metric.reporters", "partition.assignment.strategy");

    private final String title;
    private final Map<String, ConfigKey> definition;

    KafkaClient(String title, ConfigDef definition) {
        this.title = title;
        this.definition = definition.configKeys();
    }

    /** The clients that a scope reaches. */
    static List<KafkaClient> in(KafkaScope scope) {
        return switch (scope) {
            case CONSUMER -> List.of(CONSUMER);
            case PRODUCER -> List.of(PRODUCER);
            case COMMON -> List.of(values());
        };
    }

    static boolean anyKnows(String name) {
        return Stream.of(values()).anyMatch(client -> client.knows(name));
    }

    boolean knows(String name) {
        return definition.containsKey(name) || name.startsWith(PROVIDER_PARAMETERS);
    }

    /** Whether a common setting goes to this client: its own, or one that only a plug-in may know. */
    boolean takes(String name) {
        return knows(name) || !anyKnows(name);
    }

    Set<String> names() {
        return new TreeSet<>(definition.keySet());
    }

    /** What the value must be, if this client knows the name and finds the value malformed. */
    Optional<String> malformed(String name, String value) {
        ConfigKey key = definition.get(name);
        if (key == null) {
            return Optional.empty();
        }
        try {
            Object parsed = ConfigDef.parseType(name, value, key.type);
            if (key.validator != null) {
                key.validator.ensureValid(name, parsed);
            }
            if (LISTS_OF_CLASSES.contains(name) && parsed instanceof List<?> classes) {
                classes.forEach(className -> ConfigDef.parseType(name, className, Type.CLASS));
            }
            return Optional.empty();
        } catch (KafkaException e) {
            return Optional.of(expected(key));
        }
    }

    /** The given number, which is well-formed, or the client's default. */
    long number(String name, Optional<String> given) {
        ConfigKey key = definition.get(name);
        Object number = given.isPresent() ? ConfigDef.parseType(name, given.get(), key.type) : key.defaultValue;
        return ((Number) number).longValue();
    }

    private static String expected(ConfigKey key) {
        String rule = key.validator == null ? "" : key.validator.toString();
        String type = switch (key.type) {
            case BOOLEAN -> "true or false";
            case SHORT, INT, LONG -> "a whole number";
            case DOUBLE -> "a number";
            case CLASS -> "the name of a class on the class path";
            case LIST ->
                LISTS_OF_CLASSES.contains(key.name) ? "a list of names of classes on the class path" : "a list";
            case STRING, PASSWORD -> "a text";
        };
        if (rule.isBlank() || rule.contains("@") || key.type == Type.LIST) {
            return type;
        }
        return key.type == Type.STRING ? "one of " + rule : type + " in " + rule;
    }

    @Override
    public String toString() {
        return title;
    }
}
