package dev.saga.examples.benchmarks;

import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingSaga;
import dev.saga.booking.BookingState;
import dev.saga.memory.InMemoryOrchestrator;
import dev.saga.message.Outcome;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Messages per second through the whole loop on one thread: identities, cache, rules, commit, relay. The store is a few
 * maps, and nothing is encoded.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class InMemoryThroughput extends Measured {
    private static final int MESSAGES = 20_000;
    private static final int BATCH = 500;

    /** Products of each booking; a booking is told two things more than it has products. */
    @Param({"3", "20"})
    public int products;

    /** How many bookings in a hundred fail, and are compensated. */
    @Param({"0", "30"})
    public int failures;

    private List<List<BookingInput>> traffic = List.of();
    private InMemoryOrchestrator<BookingState, BookingInput, BookingEvent> bookings =
            InMemoryOrchestrator.of(BookingSaga.create());
    private int next;

    /** For JMH. */
    public InMemoryThroughput() {}

    /** Prepares what is said. */
    @Setup
    public void listen() {
        traffic = Traffic.batches(MESSAGES, BATCH, products, failures);
    }

    /** One batch. What is stored is forgotten when all is said, or the collector would be measured that keeps it. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public List<Outcome> messages() {
        if (next == traffic.size()) {
            next = 0;
            bookings = InMemoryOrchestrator.of(BookingSaga.create());
        }
        return bookings.deliverAll(traffic.get(next++));
    }
}
