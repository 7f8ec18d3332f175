package dev.saga.micrometer;

import dev.saga.message.Inbound;
import dev.saga.message.Outcome;
import dev.saga.observe.StepReport;
import io.micrometer.observation.transport.ReceiverContext;
import java.util.Optional;

/**
 * What handlers and conventions may know of an observation named {@code saga.step}: the inbound message, and once it is
 * committed, what it did. As a receiver's context it continues the trace that the message carries.
 *
 * <p>Confined to the thread that handles the message.
 */
public final class StepContext extends ReceiverContext<Inbound> {
    private final String sagaType;
    private final Inbound message;
    private final TraceHeaders headers;
    private Optional<StepReport> report = Optional.empty();

    StepContext(String sagaType, Inbound message) {
        this(sagaType, message, new TraceHeaders());
    }

    private StepContext(String sagaType, Inbound message, TraceHeaders headers) {
        super(headers);
        this.sagaType = sagaType;
        this.message = message;
        this.headers = headers;
        setCarrier(message);
    }

    /** The kind of saga. */
    public String sagaType() {
        return sagaType;
    }

    /** The message. */
    public Inbound message() {
        return message;
    }

    /** What the message did; empty until it is committed, and where it was not. */
    public Optional<StepReport> report() {
        return report;
    }

    /** What became of the message; empty until it is committed, and where it was not. */
    public Optional<Outcome> outcome() {
        return report.map(StepReport::outcome);
    }

    void committed(StepReport done) {
        report = Optional.of(done);
    }

    /** Whether a handler has looked for a trace, as each does that keeps traces. */
    boolean traced() {
        return headers.read();
    }
}
