package dev.saga.runner.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What only a Kafka client itself finds wrong with its settings, told under the key that was given. */
public final class ClientRefusal {
    private static final List<String> FILES = List.of("ssl.truststore.location", "ssl.keystore.location");
    private static final Pattern WRAPPER = Pattern.compile("Failed (?:to )?(?:create|construct) .*");
    private static final Pattern CLASS_OF_CAUSE = Pattern.compile("^(?:[a-z]\\w*\\.)+[A-Z]\\w*(?:Exception|Error): ");
    private static final Pattern SECRETS_WORDS = Pattern.compile("[^\\s=\"';`]{3,}");

    /** What is part of the syntax and no secret, whoever uses it as one. */
    private static final Pattern SYNTAX =
            Pattern.compile("required|requisite|sufficient|optional|user(name)?|password|[\\w.]*LoginModule");

    /** Settings that a client's words are about although they name none: the given one is meant, or else the first. */
    private static final Map<Pattern, List<String>> ABOUT = about();

    private ClientRefusal() {}

    /** @throws ConfigurationException if a file that a Kafka client would read at its start cannot be read */
    public static void checkFiles(ClientSettings settings) {
        given(settings, "").forEach((key, value) -> {
            boolean isFile = FILES.stream().anyMatch(name -> isOf(key, name));
            if (isFile && !Files.isReadable(Path.of(value.strip()))) {
                throw new ConfigurationException(key + ": the file " + Redaction.quote(value) + " "
                        + (Files.exists(Path.of(value.strip())) ? "cannot be read" : "does not exist"));
            }
        });
    }

    /** The refusal as a sentence that begins with the key to look at. */
    public static ConfigurationException explained(ClientSettings settings, Throwable failure) {
        List<String> chain = messages(failure);
        String said = String.join(
                ": ",
                chain.stream()
                        .filter(message -> !WRAPPER.matcher(message).matches())
                        .limit(2)
                        .toList());
        Map<String, String> given = given(settings, String.join(" ", chain));
        String shown = said.isEmpty() ? failure.toString() : said;
        for (Map.Entry<String, String> setting : given.entrySet()) {
            shown = Redaction.isSecret(setting.getKey()) ? without(setting.getValue(), shown) : shown;
        }
        return new ConfigurationException(
                key(given, said) + ": a Kafka client refuses its settings: " + shown.replaceAll("\\s+", " "));
    }

    private static String key(Map<String, String> given, String said) {
        Optional<String> named = given.keySet().stream()
                .filter(key -> isIn(said, KafkaScope.of(key).orElseThrow().name(key)))
                .max(Comparator.comparingInt(String::length));
        Optional<String> quoted = given.entrySet().stream()
                .filter(setting ->
                        !Redaction.isSecret(setting.getKey()) && !isOf(setting.getKey(), "security.protocol"))
                .filter(setting -> setting.getValue().length() > 2 && isIn(said, setting.getValue()))
                .max(Comparator.comparingInt(setting -> setting.getValue().length()))
                .map(Map.Entry::getKey);
        return named.or(() -> quoted).or(() -> meant(given, said)).orElse("kafka.*");
    }

    private static Optional<String> meant(Map<String, String> given, String said) {
        return ABOUT.entrySet().stream()
                .filter(about -> about.getKey().matcher(said).find())
                .map(Map.Entry::getValue)
                .findFirst()
                .map(names -> names.stream()
                        .flatMap(name -> given.keySet().stream().filter(key -> isOf(key, name)))
                        .findFirst()
                        .orElse(KafkaScope.COMMON.key(names.get(0))));
    }

    /** What was given for the client that speaks, its own settings first, by the operator's keys. */
    private static Map<String, String> given(ClientSettings settings, String said) {
        Map<String, String> given = new LinkedHashMap<>();
        if (!said.contains("producer") && !said.contains("Admin")) {
            settings.consumer().forEach((name, value) -> given.put(KafkaScope.CONSUMER.key(name), value));
        }
        if (!said.contains("consumer") && !said.contains("Admin")) {
            settings.producer().forEach((name, value) -> given.put(KafkaScope.PRODUCER.key(name), value));
        }
        settings.common().forEach((name, value) -> given.put(KafkaScope.COMMON.key(name), value));
        return given;
    }

    private static boolean isOf(String key, String name) {
        return KafkaScope.of(key).orElseThrow().name(key).equals(name);
    }

    private static boolean isIn(String said, String word) {
        return Pattern.compile("(?<![\\w.-])" + Pattern.quote(word) + "(?![\\w-]|\\.\\w)")
                .matcher(said)
                .find();
    }

    private static List<String> messages(Throwable failure) {
        List<String> messages = new ArrayList<>();
        for (Throwable cause : Stream.iterate(failure, next -> next != null, Throwable::getCause)
                .toList()) {
            String message =
                    CLASS_OF_CAUSE.matcher(String.valueOf(cause.getMessage())).replaceFirst("");
            if (messages.stream().noneMatch(earlier -> earlier.contains(message))) {
                messages.add(message);
            }
        }
        return messages;
    }

    /** A client may quote a part of what it could not understand. */
    private static String without(String secret, String message) {
        String shown = message;
        for (String part : SECRETS_WORDS
                .matcher(secret)
                .results()
                .map(match -> match.group())
                .toList()) {
            shown = SYNTAX.matcher(part).matches() ? shown : shown.replace(part, Redaction.MASK);
        }
        return shown;
    }

    private static Map<Pattern, List<String>> about() {
        Map<Pattern, List<String>> about = new LinkedHashMap<>();
        about.put(Pattern.compile("(?i)JAAS|login ?module"), List.of("sasl.jaas.config"));
        about.put(
                Pattern.compile("private key|Get Key failed"),
                List.of("ssl.key.password", "ssl.keystore.key", "ssl.keystore.location"));
        about.put(
                Pattern.compile("CERTIFICATE|PEM"),
                List.of("ssl.truststore.certificates", "ssl.keystore.certificate.chain", "ssl.truststore.location"));
        about.put(Pattern.compile("(?i)SASL"), List.of("sasl.mechanism"));
        about.put(Pattern.compile("SSL|TLS"), List.of("security.protocol"));
        return about;
    }
}
