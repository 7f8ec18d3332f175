package dev.saga.examples.benchmarks;

import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import dev.saga.message.Outcome;
import dev.saga.micrometer.MicrometerObserver;
import dev.saga.observe.SagaObserver;
import dev.saga.observe.StepReport;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;

/** What it costs to meter a message. */
public class ObserverCost extends Measured {
    private final SagaObserver observer = new MicrometerObserver(new SimpleMeterRegistry());
    private final Inbound message = Inbound.internal(MessageId.of("m-1"), "product.reserved", "");
    private final StepReport report = new StepReport(
            "booking",
            "b-1",
            "product.reserved",
            Outcome.APPLIED,
            "WAITING_STOCK",
            "WAITING_STOCK",
            3,
            false,
            false,
            Duration.ZERO,
            List.of(),
            "");

    /** For JMH. */
    public ObserverCost() {}

    /** From taking up to having committed. */
    @Benchmark
    public SagaObserver.Observation message() {
        var observation = observer.begin("booking", message);
        observation.committed(report);
        return observation;
    }
}
