package dev.saga.micrometer;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.observation.transport.SenderContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps traces as a tracing handler does: a span for every observation, below the one that the message names or the
 * parent observation has, and its context given to whoever is sent something.
 */
final class ToyTracer implements ObservationHandler<Observation.Context> {
    private static final String NEW_TRACE = "ffffffffffffffffffffffffffffffff";

    /** A span that has ended. */
    record Span(String name, String traceId, String spanId, String parentId, Observation.Context context) {
        String traceparent() {
            return "00-" + traceId + "-" + spanId + "-01";
        }
    }

    private final List<Span> ended = new ArrayList<>();
    private int started;

    List<Span> ended() {
        return ended;
    }

    @Override
    public void onStart(Observation.Context context) {
        String traceId = NEW_TRACE;
        String parentId = "";
        String incoming = context instanceof ReceiverContext<?> receiver ? read(receiver) : null;
        if (incoming != null) {
            traceId = incoming.split("-")[1];
            parentId = incoming.split("-")[2];
        } else if (context.getParentObservation() != null) {
            Span parent = context.getParentObservation().getContextView().getRequired(Span.class);
            traceId = parent.traceId();
            parentId = parent.spanId();
        }
        var span = new Span(context.getName(), traceId, "%016x".formatted(++started), parentId, context);
        context.put(Span.class, span);
        if (context instanceof SenderContext<?> sender) {
            write(sender, span);
        }
    }

    @Override
    public void onStop(Observation.Context context) {
        ended.add(context.getRequired(Span.class));
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return true;
    }

    private static <C> String read(ReceiverContext<C> receiver) {
        return receiver.getGetter().get(receiver.getCarrier(), "traceparent");
    }

    private static <C> void write(SenderContext<C> sender, Span span) {
        sender.getSetter().set(sender.getCarrier(), "traceparent", span.traceparent());
    }
}
