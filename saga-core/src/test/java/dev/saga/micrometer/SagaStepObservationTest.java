package dev.saga.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.message.Header;
import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SagaStepObservationTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String TRACEPARENT = "00-" + TRACE + "-b7ad6b7169203331-01";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ObservationRegistry observations = ObservationRegistry.create();
    private final MicrometerObserver observer = new MicrometerObserver(meters, observations);

    @Test
    void aStepIsAChildOfItsMessagesTraceAndTheTraceGoesOnInTheCommands() {
        var tracer = new ToyTracer();
        observations.observationConfig().observationHandler(tracer);

        var step = observer.begin("booking", message(TRACEPARENT));
        String handedOn = step.traceparent();
        step.committed(Reports.applied("booking.created"));

        assertThat(tracer.ended()).extracting(ToyTracer.Span::name).containsExactly("saga.commands", "saga.step");
        ToyTracer.Span commands = tracer.ended().get(0);
        ToyTracer.Span process = tracer.ended().get(1);
        assertThat(process.traceId()).isEqualTo(TRACE);
        assertThat(process.parentId()).isEqualTo("b7ad6b7169203331");
        assertThat(commands.parentId()).isEqualTo(process.spanId());
        assertThat(handedOn).isEqualTo(commands.traceparent()).contains(TRACE);
    }

    @Test
    void aMessageWithoutATraceBeginsOne() {
        var tracer = new ToyTracer();
        observations.observationConfig().observationHandler(tracer);

        var step = observer.begin("booking", message(""));

        assertThat(step.traceparent()).startsWith("00-ffffffff");
    }

    @Test
    void aStepThatIsRedoneHandsOnTheSameTrace() {
        var tracer = new ToyTracer();
        observations.observationConfig().observationHandler(tracer);

        var step = observer.begin("booking", message(TRACEPARENT));

        assertThat(step.traceparent()).isEqualTo(step.traceparent());
        assertThat(tracer.ended()).hasSize(1);
    }

    @Test
    void whereNobodyTracesTheMessagesOwnTraceIsKept() {
        var seen = new Seen();
        observations.observationConfig().observationHandler(seen);

        var step = observer.begin("booking", message(TRACEPARENT));
        String handedOn = step.traceparent();
        step.committed(Reports.applied("booking.created"));

        assertThat(handedOn).isEmpty();
        assertThat(seen.names).containsExactly("saga.step");
    }

    @Test
    void withoutHandlersThereIsNoObservation() {
        var step = observer.begin("booking", message(TRACEPARENT));

        assertThat(step).isInstanceOf(MeasuredStep.class);
        assertThat(step.traceparent()).isEmpty();
    }

    @Test
    void aStepIsDescribedByLabelsAndTracedByIds() {
        var seen = new Seen();
        observations.observationConfig().observationHandler(seen);

        observer.begin("booking", message("")).committed(Reports.applied("booking.created"));

        assertThat(seen.labels)
                .containsExactlyInAnyOrder(
                        KeyValue.of("saga", "booking"),
                        KeyValue.of("step", "booking.created"),
                        KeyValue.of("outcome", "applied"));
        assertThat(seen.ids)
                .containsExactlyInAnyOrder(
                        KeyValue.of("saga.id", "b-1"), KeyValue.of("messaging.message.id", "/shop#17"));
    }

    @Test
    void aStepThatFailsEndsWithItsErrorAndTheSameLabels() {
        var seen = new Seen();
        observations.observationConfig().observationHandler(seen);
        var cause = new IllegalStateException("the store is away");

        observer.begin("booking", message("")).failed(cause);

        assertThat(seen.errors).containsExactly(cause);
        assertThat(seen.labels)
                .containsExactlyInAnyOrder(
                        KeyValue.of("saga", "booking"),
                        KeyValue.of("step", "booking.created"),
                        KeyValue.of("outcome", "none"));
    }

    @Test
    void aStepIsTimedOnceWhoeverHasTheWatch() {
        observer.begin("booking", message("")).committed(Reports.applied("booking.created"));
        assertThat(stepTimers()).hasSize(1);
        assertThat(stepTimers().get(0).count()).isEqualTo(1);

        var elsewhere = new SimpleMeterRegistry();
        observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(elsewhere));
        observer.begin("booking", message("")).committed(Reports.applied("booking.created"));

        assertThat(stepTimers().get(0).count()).isEqualTo(1);
        assertThat(elsewhere.get("saga.step").tag("outcome", "applied").timer().count())
                .isEqualTo(1);
        assertThat(meters.get("saga.started").counter().count()).isEqualTo(2);
    }

    @Test
    void otherHeadersCanBeReadToo() {
        var headers = new TraceHeaders();
        Inbound message = message(TRACEPARENT, header("Baggage", "a=1"), header("baggage", "b=2"));

        assertThat(headers.read()).isFalse();
        assertThat(headers.get(message, "baggage")).isEqualTo("b=2");
        assertThat(headers.getAll(message, "baggage")).containsExactly("a=1", "b=2");
        assertThat(headers.getAll(message, "traceparent")).containsExactly(TRACEPARENT);
        assertThat(headers.get(message, "b3")).isNull();
        assertThat(headers.read()).isTrue();
    }

    @Test
    void anEmbedderMayRenameTheStep() {
        var seen = new Seen();
        observations.observationConfig().observationHandler(seen).observationConvention(new Renamed());

        observer.begin("booking", message("")).committed(Reports.applied("booking.created"));

        assertThat(seen.names).containsExactly("shop.step");
    }

    private List<Timer> stepTimers() {
        var timers = new ArrayList<Timer>();
        for (Meter meter : meters.getMeters()) {
            if (meter.getId().getName().equals("saga.step") && meter instanceof Timer timer) {
                timers.add(timer);
            }
        }
        return timers;
    }

    private static Header header(String name, String value) {
        return new Header(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static Inbound message(String traceparent, Header... headers) {
        byte[] nothing = {};
        return new Inbound(
                MessageId.of("/shop#17"),
                "booking.created",
                "booking.created",
                0,
                17,
                List.of(headers),
                nothing,
                nothing,
                traceparent);
    }

    private static final class Renamed extends StepConvention implements GlobalObservationConvention<StepContext> {
        @Override
        public String getName() {
            return "shop.step";
        }
    }

    private static final class Seen implements ObservationHandler<Observation.Context> {
        private final List<String> names = new ArrayList<>();
        private final List<KeyValue> labels = new ArrayList<>();
        private final List<KeyValue> ids = new ArrayList<>();
        private final List<Throwable> errors = new ArrayList<>();

        @Override
        public void onError(Observation.Context context) {
            errors.add(context.getError());
        }

        @Override
        public void onStop(Observation.Context context) {
            names.add(context.getName());
            context.getLowCardinalityKeyValues().forEach(labels::add);
            context.getHighCardinalityKeyValues().forEach(ids::add);
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }
    }
}
