package dev.saga.examples.benchmarks;

import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingSaga;
import dev.saga.booking.BookingState;
import dev.saga.saga.OrchestratorAggregate;
import dev.saga.saga.Step;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** What the rules cost per message: decide, evolve and react, averaged over the whole life of a booking. */
public class StepCost extends Measured {
    /** Products of the booking. */
    @Param({"3", "20", "1000"})
    public int products;

    private final OrchestratorAggregate<BookingState, BookingInput, BookingEvent> unborn =
            OrchestratorAggregate.start(BookingSaga.create(), "b-1");

    private OrchestratorAggregate<BookingState, BookingInput, BookingEvent> booking = unborn;
    private List<BookingInput> inputs = List.of();
    private int next;

    /** For JMH. */
    public StepCost() {}

    /** Prepares what the booking is told. */
    @Setup
    public void listen() {
        inputs = Conversation.completed("b-1", products);
    }

    /** One message; after the last one the booking starts anew. */
    @Benchmark
    public Step<BookingState, BookingInput, BookingEvent> message() {
        if (next == inputs.size()) {
            next = 0;
            booking = unborn;
        }
        var step = booking.handle(inputs.get(next++));
        booking = ((Step.Advance<BookingState, BookingInput, BookingEvent>) step).next();
        return step;
    }
}
