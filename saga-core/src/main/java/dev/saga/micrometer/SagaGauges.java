package dev.saga.micrometer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * Gauges over what the store holds. The store is asked when somebody looks, at most every few seconds however many look,
 * and a look waits for it only briefly: while the store does not answer, a gauge is NaN and the scrape goes on.
 *
 * <p>Safe for use by many threads. Sources are called on the given executor, one call at a time each; what they throw is
 * shown as NaN.
 */
public final class SagaGauges {
    private static final Duration FRESHNESS = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final MeterRegistry registry;
    private final Executor executor;

    /**
     * @param registry where the gauges are bound
     * @param executor where the store is asked, away from the thread that looks
     */
    public SagaGauges(MeterRegistry registry, Executor executor) {
        this.registry = registry;
        this.executor = executor;
    }

    /**
     * Binds {@code saga_in_flight}.
     *
     * @param states every state that a saga in flight can be in; those without sagas show zero
     * @param countByState how many sagas are in each state, such as
     *     {@link dev.saga.inspect.SagaArchive#inFlightByState()}
     */
    public SagaGauges inFlight(Collection<String> states, Supplier<Map<String, Long>> countByState) {
        Sampled<Map<String, Long>> counts = sampled(countByState);
        for (String state : states) {
            Gauge.builder("saga.in.flight", () -> counts.read(count -> count.getOrDefault(state, 0L)))
                    .description("Sagas that have not ended, by state")
                    .tag("state", state)
                    .register(registry);
        }
        return this;
    }

    /**
     * Binds {@code saga_outbox_pending}, the number of commands that wait to be published, and
     * {@code saga_outbox_oldest_seconds}, the age of the oldest, zero where none waits.
     *
     * @param backlog both at once, as the store has to look through the outbox for either
     */
    public <T> SagaGauges outbox(Supplier<T> backlog, ToDoubleFunction<T> pending, ToDoubleFunction<T> oldestSeconds) {
        Sampled<T> waiting = sampled(backlog);
        Gauge.builder("saga.outbox.pending", () -> waiting.read(pending))
                .description("Commands that wait to be published")
                .register(registry);
        Gauge.builder("saga.outbox.oldest", () -> waiting.read(oldestSeconds))
                .description("How long the oldest command has waited to be published")
                .baseUnit("seconds")
                .register(registry);
        return this;
    }

    /** Binds {@code saga_dead_letters}, the number of messages that are kept because they could not be handled. */
    public SagaGauges deadLetters(Supplier<Long> kept) {
        return gauge("saga.dead.letters", "Messages that are kept because they could not be handled", kept);
    }

    /** Binds {@code saga_stuck}, the number of sagas of which messages wait because their code failed on one. */
    public SagaGauges stuck(Supplier<Long> sagas) {
        return gauge("saga.stuck", "Sagas that are stuck at a message on which their code failed", sagas);
    }

    private SagaGauges gauge(String name, String description, Supplier<Long> source) {
        Sampled<Long> value = sampled(source);
        Gauge.builder(name, () -> value.read(Long::doubleValue))
                .description(description)
                .register(registry);
        return this;
    }

    private <T> Sampled<T> sampled(Supplier<T> source) {
        return new Sampled<>(source, executor, registry.config().clock(), FRESHNESS, PATIENCE);
    }
}
