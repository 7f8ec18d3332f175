package dev.saga.runner.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.runner.Runner;
import dev.saga.runner.config.RunnerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database role of its own, with the rights that docs/operations.md names and no others. */
class OwnRoleTest {
    private static final Path OPERATIONS = Path.of("../docs/operations.md");

    private final Environment environment = Environment.fresh();
    private final String role = "booking_saga_" + UUID.randomUUID().toString().replace('-', '_');

    @TempDir
    private Path directory;

    @AfterEach
    void dropTheRole() throws SQLException {
        sql("drop owned by " + role, "drop role " + role);
    }

    @Test
    void it_has_all_the_rights_that_a_booking_takes() throws IOException, SQLException {
        try (var migrate = RunnerProcess.command(directory, environment.properties(), "migrate")) {
            assertThat(migrate.exitStatus()).as(migrate::output).isZero();
        }
        List<String> grants = Files.readAllLines(OPERATIONS).stream()
                .map(String::strip)
                .filter(line -> line.startsWith("grant "))
                .map(line -> line.replace("booking_saga", role))
                .toList();
        assertThat(grants).isNotEmpty();
        sql("create role " + role + " login");
        sql(grants.toArray(String[]::new));

        var properties = new TreeMap<>(environment.properties());
        properties.put("postgres.url", properties.get("postgres.url").replaceFirst("user=[^&]*", "user=" + role));
        properties.put("postgres.migrate", "false");
        properties.put("saga.deadline.payment", "PT0.2S");
        properties.put("saga.retention.ended", "P8D");
        try (Runner runner = Runner.start(RunnerConfig.of(properties, Map.of()));
                var services = new Services(
                        environment,
                        said -> said.type().equals("saga.request_payment") ? List.of() : Services.usual(said))) {
            services.say("booking.created", Services.booking("b-1", "p-1", "p-2"));
            services.sayRaw("payment.completed", "{");

            Await.until(
                    Duration.ofSeconds(60),
                    () -> services.heard().toString(),
                    () -> services.heard("saga.release_stock").size() == 2);
            assertThat(runner.httpPort()).isPresent();
        }
        for (String command : List.of("verify", "list")) {
            try (var process = RunnerProcess.command(directory, properties, command)) {
                assertThat(process.exitStatus()).as(process::output).isZero();
            }
        }
    }

    private void sql(String... statements) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(environment.properties().get("postgres.url"));
                Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }
}
