package dev.saga.runner.config;

import dev.saga.runner.operations.OneLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What the file passes to the Kafka clients, checked with the clients' own definitions.
 *
 * @param warnings one line for each name that no client it is meant for knows
 */
record KafkaPassThrough(ClientSettings clients, List<String> warnings) {

    /** What a client checks only when it is put together, not in its definition. */
    private static final Map<String, Format<String>> FOUND_OUT_LATE = Map.of(
            "sasl.mechanism",
            Format.text("a SASL mechanism such as SCRAM-SHA-512", mechanism -> !mechanism.isEmpty()),
            "group.instance.id",
            Format.text(
                    "1 to 249 of the letters a-z and A-Z, digits, '.', '_' and '-'",
                    Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}")));

    static KafkaPassThrough read(Settings settings) {
        List<Setting> passed = settings.passedToKafka();
        List<String> warnings = new ArrayList<>();
        for (Setting setting : passed) {
            KafkaScope scope = scope(setting);
            String name = scope.name(setting.key());
            KafkaRefusals.check(setting, name);
            checkValue(setting, scope, name);
            if (KafkaClient.in(scope).stream().noneMatch(client -> client.knows(name))) {
                warnings.add(warning(setting, scope, name));
            }
        }
        KafkaCombinations.checkConsumer(
                merged(passed, KafkaScope.CONSUMER, KafkaClient.CONSUMER), settings.get(KnownKeys.CONSUMERS));
        KafkaCombinations.checkProducer(merged(passed, KafkaScope.PRODUCER, KafkaClient.PRODUCER));
        ClientSettings clients = new ClientSettings(
                values(passed, KafkaScope.COMMON),
                values(passed, KafkaScope.CONSUMER),
                values(passed, KafkaScope.PRODUCER));
        return new KafkaPassThrough(clients, List.copyOf(warnings));
    }

    private static void checkValue(Setting setting, KafkaScope scope, String name) {
        for (KafkaClient client : KafkaClient.in(scope)) {
            client.malformed(name, setting.value()).ifPresent(expected -> {
                throw setting.malformed(expected);
            });
        }
        Format<String> rule = FOUND_OUT_LATE.get(name);
        if (rule != null && rule.read(setting.value()).isEmpty()) {
            throw setting.malformed(rule.expected());
        }
    }

    private static String warning(Setting setting, KafkaScope scope, String name) {
        TreeSet<String> candidates = new TreeSet<>();
        KafkaClient.in(scope).forEach(client -> client.names().forEach(known -> candidates.add(scope.key(known))));
        if (scope == KafkaScope.COMMON) {
            candidates.addAll(KnownKeys.NAMES);
        }
        String whom = scope == KafkaScope.COMMON
                ? "no Kafka client knows"
                : "the Kafka " + KafkaClient.in(scope).get(0) + " does not know";
        String warning = Redaction.key(setting.key()) + ": " + whom + " this setting; it is passed on as it is"
                + Nearest.hint(setting.key(), candidates);
        return OneLine.of(warning);
    }

    private static Map<String, Setting> merged(List<Setting> passed, KafkaScope own, KafkaClient client) {
        Map<String, Setting> merged = new LinkedHashMap<>();
        for (KafkaScope scope : List.of(KafkaScope.COMMON, own)) {
            passed.stream()
                    .filter(setting -> scope(setting) == scope)
                    .filter(setting -> client.knows(scope.name(setting.key())))
                    .forEach(setting -> merged.put(scope.name(setting.key()), setting));
        }
        return merged;
    }

    private static Map<String, String> values(List<Setting> passed, KafkaScope scope) {
        Map<String, String> values = new LinkedHashMap<>();
        passed.stream()
                .filter(setting -> scope(setting) == scope)
                .forEach(setting -> values.put(scope.name(setting.key()), setting.value()));
        return values;
    }

    private static KafkaScope scope(Setting setting) {
        return KafkaScope.of(setting.key()).orElseThrow();
    }
}
