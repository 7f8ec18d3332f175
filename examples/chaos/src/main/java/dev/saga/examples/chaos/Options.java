package dev.saga.examples.chaos;

import dev.saga.examples.arguments.Arguments;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What is asked for. */
@Command(
        name = "chaos.sh",
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "",
            "Starts a PostgreSQL, a Kafka broker and runners whose clocks disagree, sends bookings through them, and"
                    + " meanwhile kills and stops runners, stops PostgreSQL at once and restarts it, kills the broker,"
                    + " cuts, silences and slows the network before either, some of it at the same time. The"
                    + " participants say some things late, twice and in another order, refuse some, and send some"
                    + " nonsense. When the time is over everything is healed; when all is quiet, every command is read"
                    + " from the beginning of its topic and checked against the participants' books and the database.",
            ""
        },
        footer = {"", "Exit status: 0 everything holds, 1 something does not or the run failed, 2 wrong usage."})
final class Options {
    @Option(
            names = "--minutes",
            paramLabel = "N",
            description =
                    "Of faults under load, ${DEFAULT-VALUE} by default; may be a fraction; longer where the last come late.")
    double minutes = 1;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Repeats the faults, clocks and bookings of the run that printed it; drawn by default.")
    long seed = ThreadLocalRandom.current().nextInt(1_000_000);

    @Option(names = "--rate", paramLabel = "R", description = "Bookings begun per second, ${DEFAULT-VALUE} by default.")
    double rate = 120;

    @Option(names = "--runners", paramLabel = "N", description = "1 to 3, ${DEFAULT-VALUE} by default.")
    int runners = 3;

    @Option(
            names = "--floor",
            paramLabel = "N",
            description = "Bookings per minute that must come to their end, ${DEFAULT-VALUE} by default.")
    int floor = 4_000;

    @Option(
            names = "--recovery",
            paramLabel = "N",
            description = "Instead: measures N times each how long it takes after a kill of the only runner, of one of"
                    + " two, of PostgreSQL and of the broker until a booking ends that was begun after it, and until"
                    + " the backlog is empty: every booking begun before it has ended, and every one begun since that"
                    + " it held up (it took over a second longer than the slowest of the ten seconds before). Bookings"
                    + " that a participant answers late do not count.")
    int recovery;

    @Option(names = "--logs", paramLabel = "DIRECTORY", description = "Keeps the runners' logs there.")
    @Nullable Path logs;

    @Option(names = "--runner-jar", paramLabel = "JAR", description = "Another runner than the one built here.")
    @Nullable Path runnerJar;

    @Option(
            names = "--json",
            arity = "0",
            description = "One line of JSON on standard output; progress goes to standard error.")
    boolean json;

    private final Arguments read;

    private Options(List<String> arguments, @Nullable Path runnerJar) {
        this.runnerJar = runnerJar;
        this.read = Arguments.read(arguments, this);
    }

    /**
     * What the arguments ask for.
     *
     * @param runnerJar the runner, unless the arguments name another one
     * @throws ParameterException if an argument is unknown or given twice, or its value is missing, empty, malformed or out of range
     */
    static Options parse(List<String> arguments, @Nullable Path runnerJar) {
        var options = new Options(arguments, runnerJar);
        options.read.requireWithin("--minutes", options.minutes, 0.2, 10_000.0);
        options.read.requireWithin("--rate", options.rate, 1.0, 5_000.0);
        options.read.requireWithin("--runners", options.runners, 1, 3);
        options.read.requireWithin("--floor", options.floor, 0, 1_000_000);
        options.read.requireWithin("--recovery", options.recovery, 0, 1_000);
        return options;
    }

    boolean help() {
        return read.has("--help");
    }

    String usage() {
        return read.usage();
    }
}
