package dev.saga.runner.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingInput.BookingCreated;
import dev.saga.booking.BookingInput.PaymentCompleted;
import dev.saga.booking.BookingInput.ProductReserved;
import dev.saga.booking.BookingSaga;
import dev.saga.booking.Product;
import dev.saga.examples.servers.Servers;
import dev.saga.json.JacksonCodec;
import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import dev.saga.observe.SagaObserver;
import dev.saga.orchestrator.Delivery;
import dev.saga.orchestrator.SagaOrchestrator;
import dev.saga.postgres.PostgresStore;
import dev.saga.postgres.Schema;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** The commands verify and purge on a database of which no broker is left, as on a restored backup. */
class MaintenanceTest {
    private static final BookingSaga SAGA = BookingSaga.create();

    @TempDir
    private Path directory;

    private final String url = Servers.postgres().freshDatabase();
    private final Map<String, String> properties =
            new TreeMap<>(Map.of("kafka.bootstrap.servers", "localhost:1", "postgres.url", url));

    @BeforeEach
    void givenTwoCompletedBookingsAndOneInFlight() {
        assertThat(command("migrate").status()).isZero();
        complete("b-1");
        complete("b-2");
        happens(new BookingCreated("b-3", "ada", List.of(new Product("p-1", 1))));
        sql("delete from saga.outbox");
    }

    @Test
    void verify_finds_nothing_in_what_was_lived() throws IOException {
        assertThat(command("verify")).isEqualTo(new Ended(0, "verified 3 sagas with 10 events: nothing found\n"));
        Ended json = command("verify", "--json");
        assertThat(json.status()).isZero();
        assertThat(new ObjectMapper().readTree(json.output()))
                .isEqualTo(new ObjectMapper().readTree("{\"findings\": [], \"sagas\": 3, \"events\": 10}"));
    }

    @Test
    void verify_says_what_is_wrong_with_which_saga_and_what_to_do() throws IOException {
        sql("delete from saga.event where saga_id = 'b-1' and version = 3");
        sql("delete from saga.in_flight");

        Ended text = command("verify");
        assertThat(text.status()).isEqualTo(1);
        assertThat(text.output().lines())
                .hasSize(3)
                .first()
                .asString()
                .startsWith("b-1 at version 4: ")
                .contains("(version-missing). To do: ");

        Ended json = command("verify", "--json");
        assertThat(json.status()).isEqualTo(1);
        JsonNode report = new ObjectMapper().readTree(json.output());
        assertThat(report.path("findings").findValuesAsText("problem"))
                .containsExactly("version-missing", "in-flight-missing");
        assertThat(report.path("findings").path(1).path("sagaId").asText()).isEqualTo("b-3");
        assertThat(report.path("findings").path(1).path("version").asLong()).isEqualTo(2);
    }

    @Test
    void purge_removes_what_ended_before_and_a_dry_run_nothing() {
        sql("update saga.event set recorded_at = recorded_at - interval '91 days' where saga_id <> 'b-2'");

        assertThat(command("purge", "--ended-before", "P90D", "--dry-run"))
                .isEqualTo(new Ended(0, "would remove 1 sagas with 4 events, and forget 3 messages\n"));
        assertThat(command("purge", "--ended-before", "P90D"))
                .isEqualTo(new Ended(0, "removed 1 sagas with 4 events, and forgot 3 messages\n"));
        assertThat(command("purge", "--ended-before", "P90D", "--json"))
                .isEqualTo(
                        new Ended(0, "{\"dryRun\":false,\"sagas\":0,\"events\":0,\"messages\":0,\"unreadable\":0}\n"));
        assertThat(command("inspect", "b-1").status()).isEqualTo(3);
        assertThat(command("inspect", "b-3").status()).isZero();
    }

    @Test
    void purge_refuses_what_is_younger_than_the_horizon_and_what_is_no_duration() {
        assertThat(command("purge", "--ended-before", "P6D").status()).isEqualTo(2);
        assertThat(command("purge", "--ended-before", "6 days").output())
                .startsWith("--ended-before must be an ISO-8601 duration")
                .hasLineCount(1);
        assertThat(command("purge").status()).isEqualTo(2);

        properties.put("saga.retention.ended", "P6D");
        assertThat(command("config").output()).startsWith("saga.retention.ended must not be shorter than");
    }

    private record Ended(int status, String output) {}

    private Ended command(String command, String... arguments) {
        try (var process = RunnerProcess.command(directory, properties, command, arguments)) {
            int status = process.exitStatus();
            return new Ended(status, process.output());
        }
    }

    private void complete(String id) {
        happens(new BookingCreated(id, "ada", List.of(new Product("p-1", 1))));
        happens(new ProductReserved(id, "p-1", 1, BigDecimal.ONE));
        happens(new PaymentCompleted(id, "pay-1", ""));
    }

    private void happens(BookingInput input) {
        var source = new PGSimpleDataSource();
        source.setUrl(url);
        var store = PostgresStore.on(source, Schema.DEFAULT, SAGA, new JacksonCodec());
        var message = Inbound.internal(
                MessageId.of(input.toString()), input.getClass().getSimpleName(), "");
        new SagaOrchestrator<>(SAGA, store, SagaObserver.NONE, 0)
                .handle(List.of(new Delivery<>(message, new Delivery.Understood<>(input.bookingId(), input))));
    }

    private void sql(String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
