package dev.saga.examples.chaos;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for.
 *
 * @param minutes of faults under load
 * @param seed of the faults, the clocks and the bookings
 * @param rate bookings begun per second
 * @param runners processes
 * @param floor bookings per minute that must have been brought to their end
 * @param recovery how often each recovery is measured; 0 for a chaos run
 * @param json whether the result is one line of JSON
 * @param runnerJar the runner; null for the one on this class path
 * @param logs where to leave the logs; null to throw them away
 * @param help whether only the usage is to be printed
 */
record Options(
        double minutes,
        long seed,
        double rate,
        int runners,
        int floor,
        int recovery,
        boolean json,
        @Nullable Path runnerJar,
        @Nullable Path logs,
        boolean help) {

    static final String USAGE = """
            usage: chaos.sh [--minutes N] [--seed S] [--rate R] [--runners N] [--floor N] [--logs DIRECTORY]
                            [--runner-jar FILE] [--json] [--help]
                   chaos.sh --recovery N [--seed S] [--rate R] [--logs DIRECTORY] [--runner-jar FILE]

            Starts a PostgreSQL, a Kafka broker and runners whose clocks disagree, sends bookings through them,
            and meanwhile kills and stops runners, stops PostgreSQL at once and restarts it, kills the broker,
            cuts, silences and slows the network before either, some of it at the same time. The participants
            say some things late, twice and in another order, refuse some, and send some nonsense. When the time
            is over everything is healed; when all is quiet, every command is read from the beginning of its
            topic and checked against the participants' books and the database.

              --minutes N      of faults under load, 1 by default; also a fraction; longer where the last come late
              --seed S         repeats the faults, clocks and bookings of the run that printed it
              --rate R         bookings begun per second, 120 by default
              --runners N      1 to 3, 3 by default
              --floor N        bookings per minute that must come to their end, 4000 by default
              --recovery N     instead: measures N times each how long it takes after a kill of the only runner,
                               of one of two, of PostgreSQL and of the broker until a booking ends that was begun
                               after it, and until the backlog is empty: every booking begun before it has ended, and
                               every one begun since that it held up (it took over a second longer than the slowest
                               of the ten seconds before). Bookings that a participant answers late do not count
              --logs DIRECTORY keeps the runners' logs there
              --runner-jar F   the runner to try, instead of the one built here
              --json           one line of JSON on standard output; progress goes to standard error

            Exit status: 0 everything holds, 1 something does not or the run failed, 2 wrong usage.
            """;
}
