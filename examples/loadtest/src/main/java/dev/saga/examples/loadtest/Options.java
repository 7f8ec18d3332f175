package dev.saga.examples.loadtest;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the load test is asked to do.
 *
 * @param concurrency bookings in flight, in the closed loop
 * @param rate bookings begun per second, in the open loop; 0 for the closed one
 * @param seconds that are measured
 * @param warmup seconds before those
 * @param warmupConcurrency bookings in flight during those
 * @param products of each booking
 * @param failureRate the share of bookings that fail, half at stock and half at payment
 * @param consumers consumer threads of each runner; 0 for the runner's own default
 * @param runners processes; 0 to use those that run already
 * @param preload finished sagas that are stored beforehand
 * @param linger milliseconds that the participants wait for more to send
 * @param json whether the result is one line of JSON
 * @param sql whether the costliest statements are listed
 * @param bare whether the {@linkplain BarePath bare path} runs in the runner's place
 * @param config names servers to run against; null to start servers of its own
 * @param runnerJar the runner; null to run what is on this class path
 * @param runnerJavaOpts for the runner's JVM
 * @param chart where to write a chart
 * @param logs where to leave the runners' logs
 * @param settings of the runner, by their keys
 * @param postgres settings of its own PostgreSQL, by their names
 * @param broker settings of its own Kafka broker, by their names
 * @param help whether only the usage is to be printed
 */
record Options(
        int concurrency,
        double rate,
        int seconds,
        int warmup,
        int warmupConcurrency,
        int products,
        double failureRate,
        int consumers,
        int runners,
        int preload,
        int linger,
        boolean json,
        boolean sql,
        boolean bare,
        @Nullable Path config,
        @Nullable Path runnerJar,
        List<String> runnerJavaOpts,
        @Nullable Path chart,
        @Nullable Path logs,
        Map<String, String> settings,
        Map<String, String> postgres,
        Map<String, String> broker,
        boolean help) {

    static final String USAGE = """
            usage: loadtest.sh [--concurrency N | --rate R] [--seconds S] [--warmup S] [--warmup-concurrency N]
                               [--products N] [--failure-rate SHARE] [--consumers N] [--runners N]
                               [--preload N] [--json] [--chart FILE] [--sql] [--config saga.properties] ...

            Starts a PostgreSQL, a Kafka broker and the runner, each in processes of its own, sends bookings
            through them, answers every command as cheaply as can be, and measures from booking.created to
            saga.confirm_booking or saga.cancel_booking. At the end it checks its books: every booking ends
            once, every reserved product is confirmed or released, every payment is exact.

              --concurrency N         closed loop: a booking begins when another ends; 64 by default
              --rate R                open loop: this many bookings begin per second, whatever ends;
                                      latency counts from the moment a booking was due to begin
              --seconds S             how long is measured; 15 by default
              --warmup S              how long it runs before that; 20 by default
              --warmup-concurrency N  bookings in flight then, as at 1 in flight a minute is no warm-up for
                                      a JVM, and at a steady rate bookings pile up while it is cold; as
                                      many as are measured by default, 64 before an open loop
              --products N            per booking, 1 to 1000; 3 by default
              --failure-rate SHARE    of the bookings, half at stock and half at payment; 0 by default
              --consumers N           consumer threads of each runner
              --runners N             runner processes; 1 by default, 0 uses those that run already
              --preload N             finished sagas in the database beforehand; 0 by default
              --linger MS             how long the participants wait for more to send; by default 0, and 1 from
                                      32 in flight or 500 a second on
              --json                  print the result as one line of JSON
              --chart FILE            write latency and throughput over time as an HTML page, or as a picture
                                      if FILE ends with .svg
              --sql                   list the costliest statements (own servers only)
              --bare                  instead of the runner, a loop by hand of the durable work alone, without
                                      rules or recovery: to see what the runner's promises cost
              --config FILE           use the servers that this saga.properties names
              --set KEY=VALUE         a setting of the runner; may be given several times; the participants'
                                      Kafka clients take those of the runner's, kafka.*, too
              --postgres NAME=VALUE   a setting of its own PostgreSQL, which is as it comes otherwise; may be
                                      given several times; what keeps it durable (fsync,
                                      synchronous_commit) and how it is reached stay as they are
              --broker NAME=VALUE     a setting of its own Kafka broker, as --postgres is one of PostgreSQL; but for
                                      log.segment.bytes=8388608 it is as it comes for a broker that is alone:
                                      with the 1 GiB that Kafka has, the disk is given 30 s of messages at once
              --runner-jar JAR        another runner
              --runner-java-opts OPTS for the runner's JVM; -Xms512m -Xmx512m -XX:+UseSerialGC by default
              --logs DIRECTORY        leave the runners' logs there
              --help                  print this

            Exit status: 0 the books are right, 1 they are not or something failed, 2 wrong usage.
            """;

    boolean isOpenLoop() {
        return rate > 0;
    }
}
