package dev.saga.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingInput.BookingCreated;
import dev.saga.booking.BookingInput.ReservationFailed;
import dev.saga.booking.Product;
import dev.saga.deadletter.RetryPolicy;
import dev.saga.examples.servers.Servers;
import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import dev.saga.observe.SagaObserver;
import dev.saga.orchestrator.Delivery;
import dev.saga.orchestrator.SagaOrchestrator;
import dev.saga.runner.config.RunnerConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The daily purge of a running orchestrator. */
class RetentionTest {
    private final RunnerConfig config = RunnerConfig.of(
            Map.of(
                    "kafka.bootstrap.servers", "localhost:1",
                    "postgres.url", Servers.postgres().freshDatabase(),
                    "saga.retention.ended", "P30D"),
            Map.of());

    @Test
    void what_ended_before_is_gone_after_the_start_and_what_did_not_is_kept() throws SQLException {
        Duration age = config.retention().ended().value().orElseThrow();
        try (SagaDatabase database = SagaDatabase.open(config.postgres())) {
            for (String id : List.of("old", "young")) {
                happens(database, new BookingCreated(id, "ada", List.of(new Product("p-1", 1))));
                happens(database, new ReservationFailed(id, "p-1", "sold out"));
            }
            happens(database, new BookingCreated("in flight", "ada", List.of(new Product("p-1", 1))));
            sql(database, "delete from saga.outbox");
            sql(
                    database,
                    "update saga.event set recorded_at = recorded_at - interval '31 days' where saga_id <> 'young'");
            var tables = Bookings.tables(database, config.deadlines());
            var archive = tables.archive();

            Loop retention = Retention.start(tables.purge(), age);
            try {
                long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
                while (archive.find("old").isPresent() && System.nanoTime() - deadline < 0) {
                    Thread.onSpinWait();
                }
            } finally {
                retention.close();
            }

            assertThat(archive.find("old")).isEmpty();
            assertThat(archive.find("young")).isPresent();
            assertThat(archive.find("in flight")).isPresent();
        }
    }

    private void happens(SagaDatabase database, BookingInput input) {
        var tables = Bookings.tables(database, config.deadlines());
        var message = Inbound.internal(
                MessageId.of(input.toString()), input.getClass().getSimpleName(), "");
        new SagaOrchestrator<>(tables.saga(), tables.store(RetryPolicy.USUAL), SagaObserver.NONE, 0)
                .handle(List.of(new Delivery<>(message, new Delivery.Understood<>(input.bookingId(), input))));
    }

    private static void sql(SagaDatabase database, String sql) throws SQLException {
        try (Connection connection = database.pool().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
