package dev.saga.examples.demo;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the demo is asked to do.
 *
 * @param bookings the file of bookings
 * @param failureRate the share of bookings that the simulated services let fail, from 0 to 1
 * @param seed decides, with the ids, which ones fail and what everything costs
 * @param keep whether everything stays up after the report, until Ctrl-C
 * @param config names servers to run against; null to start servers of its own
 * @param timeout how long the bookings may take from the first one's publication
 * @param help whether only the usage is to be printed
 */
record Options(
        Path bookings,
        double failureRate,
        long seed,
        boolean keep,
        @Nullable Path config,
        Duration timeout,
        boolean help) {

    static final String USAGE = """
            usage: demo.sh [--bookings FILE] [--failure-rate SHARE] [--seed NUMBER] [--timeout SECONDS]
                           [--keep] [--config saga.properties]

            Starts a PostgreSQL, a Kafka broker, the orchestrator and simulated Booking, Product and
            Payment services, runs bookings through them, and checks that stock and money add up.

              --bookings FILE         one booking.created value (a JSON object) a line; 1,000 by default
              --failure-rate SHARE    of the bookings that fail at stock or payment, 0 to 1; 0.2 by default
              --seed NUMBER           another number, other failures and prices; 42 by default
              --timeout SECONDS       how long the bookings may take; 120 by default
              --keep                  leave everything up afterwards, until Ctrl-C
              --config FILE           run against the servers that this saga.properties names
              --help                  print this

            Exit status: 0 everything adds up, 1 it does not or something failed, 2 wrong usage or input.
            """;

    private static final int LONGEST_TIMEOUT = 86_400;

    /**
     * The options that the arguments stand for.
     *
     * @throws UsageError if an argument is unknown, or its value is missing or malformed
     */
    static Options parse(List<String> arguments, Path defaultBookings) {
        var options = new Options(defaultBookings, 0.2, 42, false, null, Duration.ofSeconds(120), false);
        Deque<String> rest = new ArrayDeque<>(arguments);
        while (!rest.isEmpty()) {
            String argument = rest.pop();
            int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
            if (equals > 0) {
                rest.push(argument.substring(equals + 1));
                argument = argument.substring(0, equals);
            }
            options = options.with(argument, equals > 0, rest);
        }
        return options;
    }

    private Options with(String name, boolean hasValue, Deque<String> rest) {
        if (hasValue && List.of("--keep", "--help", "-h").contains(name)) {
            throw new UsageError(name + " takes no value");
        }
        return switch (name) {
            case "--bookings" -> new Options(path(name, rest), failureRate, seed, keep, config, timeout, help);
            case "--failure-rate" -> new Options(bookings, share(name, rest), seed, keep, config, timeout, help);
            case "--seed" -> new Options(bookings, failureRate, number(name, rest), keep, config, timeout, help);
            case "--timeout" -> new Options(bookings, failureRate, seed, keep, config, seconds(name, rest), help);
            case "--config" -> new Options(bookings, failureRate, seed, keep, path(name, rest), timeout, help);
            case "--keep" -> new Options(bookings, failureRate, seed, true, config, timeout, help);
            case "--help", "-h" -> new Options(bookings, failureRate, seed, keep, config, timeout, true);
            default -> throw new UsageError("there is no option " + name + "; --help lists them");
        };
    }

    private static String value(String name, Deque<String> rest) {
        String value = rest.poll();
        if (value == null || value.isEmpty()) {
            throw new UsageError(name + " needs a value");
        }
        return value;
    }

    private static Path path(String name, Deque<String> rest) {
        String value = value(name, rest);
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new UsageError(name + " should be a file, not " + value);
        }
    }

    private static double share(String name, Deque<String> rest) {
        String value = value(name, rest);
        if (!value.matches("0|1|0?\\.[0-9]+|0\\.|1\\.0*")) {
            throw new UsageError(name + " should be a number from 0 to 1, such as 0.2, not " + value);
        }
        return Double.parseDouble(value);
    }

    private static long number(String name, Deque<String> rest) {
        String value = value(name, rest);
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new UsageError(name + " should be a whole number, not " + value);
        }
    }

    private static Duration seconds(String name, Deque<String> rest) {
        long seconds = number(name, rest);
        if (seconds < 1 || seconds > LONGEST_TIMEOUT) {
            throw new UsageError("%s should be from 1 to %d seconds, not %d".formatted(name, LONGEST_TIMEOUT, seconds));
        }
        return Duration.ofSeconds(seconds);
    }
}
