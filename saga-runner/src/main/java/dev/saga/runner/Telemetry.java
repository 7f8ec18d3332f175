package dev.saga.runner;

import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingState;
import dev.saga.booking.Cause;
import dev.saga.kafka.ClientListener;
import dev.saga.message.Outbound;
import dev.saga.micrometer.MicrometerObserver;
import dev.saga.micrometer.PublishedCommands;
import dev.saga.micrometer.SagaGauges;
import dev.saga.observe.SagaObserver;
import dev.saga.postgres.PostgresArchive;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** What this process tells Prometheus: the saga's own series, and those of its Kafka clients, its pool and its JVM. */
final class Telemetry implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final MicrometerObserver observer = new MicrometerObserver(registry);
    private final PublishedCommands published = new PublishedCommands(registry);
    private final CommandLineCancellations cancellations;
    private final JvmGcMetrics gc = new JvmGcMetrics();
    private final ExecutorService gaugeReader = Executors.newSingleThreadExecutor(work -> {
        var thread = new Thread(work, "gauges");
        thread.setDaemon(true);
        return thread;
    });

    Telemetry(SagaDatabase database, SagaTables<BookingState, BookingInput, BookingEvent> tables) {
        String type = tables.saga().type();
        observer.startAtZero(
                type,
                Stream.of(Cause.values()).map(Cause::label).toList(),
                tables.saga().inputs().names());
        cancellations = new CommandLineCancellations(
                registry.counter("saga.failed", "saga", type, "reason", Cause.OPERATOR.label()));
        PostgresArchive<BookingEvent> archive = tables.archive();
        new SagaGauges(registry, gaugeReader)
                .inFlight(Bookings.STATES_IN_FLIGHT, archive::inFlightByState)
                .outbox(
                        archive::outboxBacklog,
                        PostgresArchive.Backlog::commands,
                        PostgresArchive.Backlog::oldestSeconds)
                .deadLetters(archive::deadLetters)
                .stuck(tables.stuckSagas()::size);
        database.pool().setMetricRegistry(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        gc.bindTo(registry);
    }

    SagaObserver observer() {
        return observer;
    }

    void published(List<Outbound<byte[]>> commands) {
        published.add(commands.size());
    }

    /** What another process recorded. */
    void publishedForOthers(List<Outbound<byte[]>> commands) {
        published(commands);
        cancellations.published(commands);
    }

    /** Everything, in Prometheus' text format. */
    String scrape() {
        return registry.scrape();
    }

    /** Binds the series of each Kafka client for as long as it lives. */
    ClientListener kafkaClients() {
        Map<Object, KafkaClientMetrics> bound = new ConcurrentHashMap<>();
        return new ClientListener() {
            @Override
            public void created(Consumer<?, ?> consumer) {
                bind(consumer, new KafkaClientMetrics(consumer));
            }

            @Override
            public void created(Producer<?, ?> producer) {
                bind(producer, new KafkaClientMetrics(producer));
            }

            @Override
            public void closing(Consumer<?, ?> consumer) {
                bound.remove(consumer).close();
            }

            @Override
            public void closing(Producer<?, ?> producer) {
                bound.remove(producer).close();
            }

            private void bind(Object client, KafkaClientMetrics metrics) {
                metrics.bindTo(registry);
                bound.put(client, metrics);
            }
        };
    }

    @Override
    public void close() {
        gc.close();
        gaugeReader.shutdownNow();
        registry.close();
    }
}
