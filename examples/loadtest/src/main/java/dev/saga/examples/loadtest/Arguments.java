package dev.saga.examples.loadtest;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The command line, by option names. */
final class Arguments {
    private static final Set<String> FLAGS = Set.of("--json", "--sql", "--bare", "--help");
    private static final Set<String> VALUED = Set.of(
            "--concurrency",
            "--rate",
            "--seconds",
            "--warmup",
            "--warmup-concurrency",
            "--products",
            "--failure-rate",
            "--consumers",
            "--runners",
            "--preload",
            "--linger",
            "--chart",
            "--config",
            "--runner-jar",
            "--runner-java-opts",
            "--logs");
    /** In the order in which they are listed. */
    private static final List<String> NOT_BARE =
            List.of("--failure-rate", "--consumers", "--runners", "--preload", "--config", "--runner-jar");

    private static final String SET = "--set";
    private static final String POSTGRES = "--postgres";
    private static final String BROKER = "--broker";
    /** Lists of NAME=VALUE. */
    private static final Set<String> PAIRS = Set.of(SET, POSTGRES, BROKER);

    private static final int LINGER_FROM_CONCURRENCY = 32;
    private static final int LINGER_FROM_RATE = 500;

    private static final int A_DAY = 86_400;

    private final Map<String, String> given = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> pairs = new HashMap<>();

    private Arguments() {}

    /**
     * The options that the arguments stand for.
     *
     * @param runnerJar the runner, unless another one is named
     * @throws UsageError if an argument is unknown, or its value is missing or malformed
     */
    static Options parse(List<String> arguments, @Nullable Path runnerJar) {
        var parsed = new Arguments();
        Deque<String> rest = new ArrayDeque<>(arguments);
        while (!rest.isEmpty()) {
            parsed.take(rest.pop(), rest);
        }
        return parsed.options(runnerJar);
    }

    private void take(String argument, Deque<String> rest) {
        int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
        String name = equals > 0 ? argument.substring(0, equals) : argument;
        if (FLAGS.contains(name) || name.equals("-h")) {
            if (equals > 0) {
                throw new UsageError(name + " takes no value");
            }
            given.put(name.equals("-h") ? "--help" : name, "");
        } else if (VALUED.contains(name) || PAIRS.contains(name)) {
            String value = equals > 0 ? argument.substring(equals + 1) : rest.poll();
            if (value == null || value.isEmpty()) {
                throw new UsageError(name + " needs a value");
            }
            if (PAIRS.contains(name)) {
                putPair(name, value);
            } else {
                given.put(name, value);
            }
        } else {
            throw new UsageError("there is no option " + name + "; --help lists them");
        }
    }

    private void putPair(String name, String pair) {
        int equals = pair.indexOf('=');
        if (equals < 1) {
            throw new UsageError(name + " should be followed by NAME=VALUE, not " + pair);
        }
        pairs.computeIfAbsent(name, list -> new LinkedHashMap<>())
                .put(pair.substring(0, equals), pair.substring(equals + 1));
    }

    private Map<String, String> pairs(String name) {
        return pairs.getOrDefault(name, Map.of());
    }

    private Options options(@Nullable Path runnerJar) {
        if (given.containsKey("--rate") && given.containsKey("--concurrency")) {
            throw new UsageError("--rate is an open loop and --concurrency a closed one: give one of them");
        }
        int concurrency = number("--concurrency", 64, 1, 100_000);
        double rate = given.containsKey("--rate") ? decimal("--rate", 0, 0.01, 1_000_000) : 0;
        Path otherJar = path("--runner-jar");
        boolean bare = given.containsKey("--bare");
        if (bare && (!pairs(SET).isEmpty() || !Collections.disjoint(given.keySet(), NOT_BARE))) {
            throw new UsageError("--bare leaves nothing to choose of the runner and its database: without "
                    + String.join(", ", NOT_BARE) + " and " + SET);
        }
        for (String own : List.of(POSTGRES, BROKER)) {
            if (!pairs(own).isEmpty() && given.containsKey("--config")) {
                throw new UsageError(own + " sets up a server of the load test's own, and --config names others");
            }
        }
        return new Options(
                concurrency,
                rate,
                number("--seconds", 15, 1, A_DAY),
                number("--warmup", 20, 0, A_DAY),
                number("--warmup-concurrency", concurrency, 1, 100_000),
                number("--products", 3, 1, 1_000),
                decimal("--failure-rate", 0, 0, 1),
                given.containsKey("--consumers") ? number("--consumers", 1, 1, 256) : 0,
                number("--runners", 1, 0, 16),
                number("--preload", 0, 0, 100_000_000),
                number("--linger", hasMoreToSend(concurrency, rate) ? 1 : 0, 0, 1_000),
                given.containsKey("--json"),
                given.containsKey("--sql"),
                bare,
                path("--config"),
                otherJar == null ? runnerJar : otherJar,
                List.of(given.getOrDefault("--runner-java-opts", "-Xms512m -Xmx512m -XX:+UseSerialGC")
                        .strip()
                        .split("\\s+")),
                path("--chart"),
                path("--logs"),
                pairs(SET),
                pairs(POSTGRES),
                pairs(BROKER),
                given.containsKey("--help"));
    }

    private static boolean hasMoreToSend(int concurrency, double rate) {
        return rate > 0 ? rate >= LINGER_FROM_RATE : concurrency >= LINGER_FROM_CONCURRENCY;
    }

    private int number(String name, int otherwise, int least, int most) {
        String value = given.get(name);
        if (value == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new UsageError(name + " should be a whole number, not " + value);
        }
        throw new UsageError("%s should be from %d to %d, not %s".formatted(name, least, most, value));
    }

    private double decimal(String name, double otherwise, double least, double most) {
        String value = given.get(name);
        if (value == null) {
            return otherwise;
        }
        double number = value.matches("[0-9]*\\.?[0-9]+|[0-9]+\\.") ? Double.parseDouble(value) : -1;
        if (number < least || number > most) {
            throw new UsageError("%s should be a number from %s to %s, not %s".formatted(name, least, most, value));
        }
        return number;
    }

    private @Nullable Path path(String name) {
        String value = given.get(name);
        try {
            return value == null ? null : Path.of(value);
        } catch (InvalidPathException e) {
            throw new UsageError(name + " should be a file, not " + value);
        }
    }
}
