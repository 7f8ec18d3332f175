package dev.saga.examples.loadtest;

import dev.saga.examples.arguments.Arguments;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What the load test is asked to do. */
@Command(
        name = "loadtest.sh",
        sortOptions = false,
        abbreviateSynopsis = true,
        usageHelpWidth = 110,
        description = {
            "",
            "Starts a PostgreSQL, a Kafka broker and the runner, each in processes of its own, sends bookings through"
                    + " them, answers every command as cheaply as can be, and measures from booking.created to"
                    + " saga.confirm_booking or saga.cancel_booking. At the end it checks its books: every booking ends"
                    + " once, every reserved product is confirmed or released, every payment is exact.",
            ""
        },
        footer = {"", "Exit status: 0 the books are right, 1 they are not or something failed, 2 wrong usage."})
final class Options {
    private static final int A_DAY = 86_400;
    private static final int LINGER_FROM_CONCURRENCY = 32;
    private static final int LINGER_FROM_RATE = 500;
    private static final List<String> NOT_BARE =
            List.of("--failure-rate", "--consumers", "--runners", "--preload", "--config", "--runner-jar", "--set");

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "Closed loop: a booking begins when another ends; ${DEFAULT-VALUE} by default.")
    int concurrency = 64;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "Open loop: this many bookings begin per second, whatever ends; latency counts from the"
                    + " moment a booking was due to begin.")
    double rate;

    @Option(names = "--seconds", paramLabel = "S", description = "How long is measured; ${DEFAULT-VALUE} by default.")
    int seconds = 15;

    @Option(
            names = "--warmup",
            paramLabel = "S",
            description = "How long it runs before that; ${DEFAULT-VALUE} by default.")
    int warmup = 20;

    @Option(
            names = "--warmup-concurrency",
            paramLabel = "N",
            description = "Bookings in flight then, as at 1 in flight a minute is no warm-up for a JVM, and at a steady"
                    + " rate bookings pile up while it is cold; as many as are measured by default, 64 before an open"
                    + " loop.")
    private @Nullable Integer warmupConcurrency;

    @Option(
            names = "--products",
            paramLabel = "N",
            description = "Per booking, 1 to 1000; ${DEFAULT-VALUE} by default.")
    int products = 3;

    @Option(
            names = "--failure-rate",
            paramLabel = "SHARE",
            description = "Of the bookings, half at stock and half at payment; 0 by default.")
    double failureRate;

    @Option(names = "--consumers", paramLabel = "N", description = "Consumer threads of each runner.")
    @Nullable Integer consumers;

    @Option(
            names = "--runners",
            paramLabel = "N",
            description = "Runner processes; ${DEFAULT-VALUE} by default, 0 uses those that run already.")
    int runners = 1;

    @Option(
            names = "--preload",
            paramLabel = "N",
            description = "Finished sagas in the database beforehand; ${DEFAULT-VALUE} by default.")
    int preload;

    @Option(
            names = "--linger",
            paramLabel = "MS",
            description = "How long the participants wait for more to send; by default 0, and 1 from 32 in flight or"
                    + " 500 a second on.")
    private @Nullable Integer linger;

    @Option(names = "--json", arity = "0", description = "Prints the result as one line of JSON.")
    boolean json;

    @Option(
            names = "--chart",
            paramLabel = "FILE",
            description = "Writes latency and throughput over time as an HTML page, or as a picture if FILE ends with"
                    + " .svg.")
    @Nullable Path chart;

    @Option(names = "--sql", arity = "0", description = "Lists the costliest statements (own servers only).")
    boolean sql;

    @Option(
            names = "--bare",
            arity = "0",
            description = "Instead of the runner, a loop by hand of the durable work alone, without rules or recovery:"
                    + " to see what the runner's promises cost.")
    boolean bare;

    @Option(names = "--config", paramLabel = "FILE", description = "Uses the servers that this saga.properties names.")
    @Nullable Path config;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting of the runner; may be given several times; the participants' Kafka clients take"
                    + " those of the runner's, kafka.*, too.")
    Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--postgres",
            paramLabel = "NAME=VALUE",
            description = "A setting of its own PostgreSQL, which is as it comes otherwise; may be given several times;"
                    + " what keeps it durable (fsync, synchronous_commit) and how it is reached stay as they are.")
    Map<String, String> postgres = new LinkedHashMap<>();

    @Option(
            names = "--broker",
            paramLabel = "NAME=VALUE",
            description = "A setting of its own Kafka broker, as --postgres is one of PostgreSQL; but for"
                    + " log.segment.bytes=8388608 it is as it comes for a broker that is alone: with the 1 GiB that"
                    + " Kafka has, the disk is given 30 s of messages at once.")
    Map<String, String> broker = new LinkedHashMap<>();

    @Option(names = "--runner-jar", paramLabel = "JAR", description = "Another runner.")
    @Nullable Path runnerJar;

    @Option(
            names = "--runner-java-opts",
            paramLabel = "OPTS",
            description = "For the runner's JVM; ${DEFAULT-VALUE} by default.")
    private String runnerJavaOpts = "-Xms512m -Xmx512m -XX:+UseSerialGC";

    @Option(names = "--logs", paramLabel = "DIRECTORY", description = "Leaves the runners' logs there.")
    @Nullable Path logs;

    private final Arguments read;

    private Options(List<String> arguments, @Nullable Path runnerJar) {
        this.runnerJar = runnerJar;
        this.read = Arguments.read(arguments, this);
    }

    /**
     * What the arguments ask for.
     *
     * @param runnerJar the runner, unless the arguments name another one
     * @throws ParameterException if an argument is unknown, given twice or does not go with another one, or its value is
     *     missing, empty, malformed or out of range
     */
    static Options parse(List<String> arguments, @Nullable Path runnerJar) {
        var options = new Options(arguments, runnerJar);
        options.checkRanges();
        options.checkWhatGoesTogether();
        return options;
    }

    boolean isOpenLoop() {
        return read.has("--rate");
    }

    int warmupConcurrency() {
        return warmupConcurrency == null ? concurrency : warmupConcurrency;
    }

    int linger() {
        boolean hasMoreToSend = isOpenLoop() ? rate >= LINGER_FROM_RATE : concurrency >= LINGER_FROM_CONCURRENCY;
        return linger != null ? linger : hasMoreToSend ? 1 : 0;
    }

    /** Separated by blanks, as in a shell. */
    List<String> runnerJavaOpts() {
        return List.of(runnerJavaOpts.strip().split("\\s+"));
    }

    boolean help() {
        return read.has("--help");
    }

    String usage() {
        return read.usage();
    }

    private void checkRanges() {
        read.requireWithin("--concurrency", concurrency, 1, 100_000);
        read.requireWithin("--rate", rate, isOpenLoop() ? 0.01 : 0, 1_000_000.0);
        read.requireWithin("--seconds", seconds, 1, A_DAY);
        read.requireWithin("--warmup", warmup, 0, A_DAY);
        read.requireWithin("--warmup-concurrency", warmupConcurrency(), 1, 100_000);
        read.requireWithin("--products", products, 1, 1_000);
        read.requireWithin("--failure-rate", failureRate, 0.0, 1.0);
        read.requireWithin("--consumers", consumers == null ? 1 : consumers, 1, 256);
        read.requireWithin("--runners", runners, 0, 16);
        read.requireWithin("--preload", preload, 0, 100_000_000);
        read.requireWithin("--linger", linger(), 0, 1_000);
    }

    private void checkWhatGoesTogether() {
        if (read.has("--rate") && read.has("--concurrency")) {
            throw read.wrong("--rate is an open loop and --concurrency a closed one: give one of them");
        }
        if (bare && NOT_BARE.stream().anyMatch(read::has)) {
            throw read.wrong("--bare leaves nothing to choose of the runner and its database: without "
                    + String.join(", ", NOT_BARE));
        }
        for (String own : List.of("--postgres", "--broker")) {
            if (read.has(own) && read.has("--config")) {
                throw read.wrong(own + " sets up a server of the load test's own, and --config names others");
            }
        }
    }
}
