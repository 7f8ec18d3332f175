package dev.saga.examples.benchmarks;

import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingSaga;
import dev.saga.booking.BookingState;
import dev.saga.saga.OrchestratorAggregate;
import dev.saga.saga.RecordedEvent;
import dev.saga.saga.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** What it costs to replay a history. */
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RehydrationCost extends Measured {
    /** A booking that completes has three events more than it has products. */
    private static final int BESIDE_PRODUCTS = 3;

    /** How long the history is. */
    @Param({"10", "100", "1000"})
    public int events;

    private final BookingSaga saga = BookingSaga.create();
    private List<BookingEvent> history = List.of();

    /** For JMH. */
    public RehydrationCost() {}

    /** Lets a booking live, and takes its history. */
    @Setup
    public void live() {
        var all = new ArrayList<BookingEvent>();
        var booking = OrchestratorAggregate.start(saga, "b-1");
        for (BookingInput input : Conversation.completed("b-1", events - BESIDE_PRODUCTS)) {
            var step = (Step.Advance<BookingState, BookingInput, BookingEvent>) booking.handle(input);
            step.events().stream().map(RecordedEvent::event).forEach(all::add);
            booking = step.next();
        }
        if (all.size() != events) {
            throw new IllegalStateException("the history has %d events instead of %d".formatted(all.size(), events));
        }
        history = List.copyOf(all);
    }

    /** The whole history. */
    @Benchmark
    public OrchestratorAggregate<BookingState, BookingInput, BookingEvent> history() {
        return OrchestratorAggregate.rehydrate(saga, "b-1", history);
    }
}
