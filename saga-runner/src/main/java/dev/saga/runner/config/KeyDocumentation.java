package dev.saga.runner.config;

import java.util.stream.Collectors;

/** The documentation of the keys, made from the table that reads them, so that the two cannot disagree. */
public final class KeyDocumentation {
    private KeyDocumentation() {}

    /** A Markdown table of key, default, what the value must be, and what it means; ends with a line break. */
    public static String markdown() {
        return "| key | default | must be | meaning |\n|---|---|---|---|\n"
                + KnownKeys.ALL.stream()
                        .map(key -> "| `" + key.name() + "` | " + fallback(key) + " | "
                                + key.format().expected() + " | " + key.meaning() + " |\n")
                        .collect(Collectors.joining());
    }

    private static String fallback(Key<?> key) {
        if (key.required()) {
            return "required";
        }
        return key.fallback().isEmpty() ? "none" : "`" + key.fallback() + "`";
    }

    /** A properties file to start from: the required keys with an example, all others commented out at their default. */
    public static String exampleFile() {
        return """
                # UTF-8. ${NAME} and ${NAME:default} take environment variables; a literal ${ is written as $${.
                # Required:
                %s
                # Everything else, at its default:
                %s
                # Passed to the Kafka clients: kafka.<x> to all, kafka.consumer.<x>, kafka.producer.<x>. For example:
                #kafka.security.protocol=SASL_SSL
                #kafka.sasl.mechanism=SCRAM-SHA-512
                #kafka.sasl.jaas.config=${KAFKA_JAAS}
                #kafka.consumer.max.poll.records=500
                """.formatted(keys(true), keys(false));
    }

    private static String keys(boolean required) {
        return KnownKeys.ALL.stream()
                .filter(key -> key.required() == required)
                .map(KeyDocumentation::lines)
                .collect(Collectors.joining());
    }

    private static String lines(Key<?> key) {
        String comment = "\n# " + key.meaning().replace("`", "") + "\n";
        return comment + (key.required() ? "" : "#") + key.name() + "=" + key.fallback() + "\n";
    }
}
