package dev.saga.examples.chaos;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Reads the command line. */
final class Arguments {
    private static final Set<String> FLAGS = Set.of("--json", "--help");
    private static final Set<String> VALUED =
            Set.of("--minutes", "--seed", "--rate", "--runners", "--floor", "--recovery", "--runner-jar", "--logs");
    private static final int NEW_SEEDS = 1_000_000;

    private final Map<String, String> given = new HashMap<>();

    private Arguments() {}

    /**
     * What the arguments ask for.
     *
     * @param runnerJar the runner, unless the arguments name another one
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
        String name = equals > 0 ? argument.substring(0, equals) : argument.equals("-h") ? "--help" : argument;
        if (FLAGS.contains(name)) {
            if (equals > 0) {
                throw new UsageError(name + " takes no value");
            }
            given.put(name, "");
        } else if (VALUED.contains(name)) {
            String value = equals > 0 ? argument.substring(equals + 1) : rest.poll();
            if (value == null || value.isEmpty()) {
                throw new UsageError(name + " needs a value");
            }
            given.put(name, value);
        } else {
            throw new UsageError("there is no option " + name + "; --help lists them");
        }
    }

    private Options options(@Nullable Path runnerJar) {
        String jar = given.get("--runner-jar");
        String logs = given.get("--logs");
        return new Options(
                decimal("--minutes", 1, 0.2, 10_000),
                number("--seed", ThreadLocalRandom.current().nextInt(NEW_SEEDS), Long.MIN_VALUE, Long.MAX_VALUE),
                decimal("--rate", 120, 1, 5_000),
                (int) number("--runners", 3, 1, 3),
                (int) number("--floor", 4_000, 0, 1_000_000),
                (int) number("--recovery", 0, 0, 1_000),
                given.containsKey("--json"),
                jar == null ? runnerJar : Path.of(jar),
                logs == null ? null : Path.of(logs),
                given.containsKey("--help"));
    }

    private long number(String name, long otherwise, long least, long most) {
        String value = given.get(name);
        if (value == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(value);
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
        double number = value.matches("[0-9]{1,9}(\\.[0-9]{1,9})?") ? Double.parseDouble(value) : -1;
        if (number < least || number > most) {
            throw new UsageError("%s should be a number from %s to %s, not %s".formatted(name, least, most, value));
        }
        return number;
    }
}
