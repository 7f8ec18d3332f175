package dev.saga.examples.demo;

import dev.saga.examples.arguments.Arguments;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What the demo is asked to do. */
@Command(
        name = "demo.sh",
        sortOptions = false,
        usageHelpWidth = Columns.WIDTH,
        description = {
            "",
            "Starts a PostgreSQL, a Kafka broker, the orchestrator and simulated Booking, Product and Payment services,"
                    + " runs bookings through them, and checks that stock and money add up.",
            ""
        },
        footer = {"", "Exit status: 0 everything adds up, 1 it does not or something failed, 2 wrong usage or input."})
final class Options {
    @Option(
            names = "--bookings",
            paramLabel = "FILE",
            description = "One booking.created value (a JSON object) a line; 1,000 by default.")
    Path bookings;

    @Option(
            names = "--failure-rate",
            paramLabel = "SHARE",
            description = "Of the bookings that fail at stock or payment, 0 to 1; ${DEFAULT-VALUE} by default.")
    double failureRate = 0.2;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "Another number, other failures and prices; ${DEFAULT-VALUE} by default.")
    long seed = 42;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description =
                    "How long the bookings may take, from the first one's publication; ${DEFAULT-VALUE} by default.")
    int timeout = 120;

    @Option(names = "--keep", arity = "0", description = "Leaves everything up afterwards, until Ctrl-C.")
    boolean keep;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Runs against the servers that this saga.properties names.")
    @Nullable Path config;

    private final Arguments read;

    private Options(List<String> arguments, Path bookings) {
        this.bookings = bookings;
        this.read = Arguments.read(arguments, this);
    }

    /**
     * What the arguments ask for.
     *
     * @throws ParameterException if an argument is unknown or given twice, or its value is missing, empty, malformed or out of range
     */
    static Options parse(List<String> arguments, Path defaultBookings) {
        var options = new Options(arguments, defaultBookings);
        options.read.requireWithin("--failure-rate", options.failureRate, 0.0, 1.0);
        options.read.requireWithin("--timeout", options.timeout, 1, 86_400);
        return options;
    }

    boolean help() {
        return read.has("--help");
    }

    String usage() {
        return read.usage();
    }
}
