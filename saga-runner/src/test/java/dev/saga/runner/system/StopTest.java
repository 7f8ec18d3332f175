package dev.saga.runner.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.runner.Runner;
import dev.saga.runner.config.RunnerConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A stop gives up its rights after its work, not before. */
class StopTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Environment environment = Environment.fresh();

    @Test
    void what_a_batch_recorded_that_the_stop_found_in_its_transaction_is_published_before_the_end() throws Exception {
        try (var runner = Runner.start(RunnerConfig.of(environment.properties(), Map.of()));
                var services = new Services(environment, command -> List.of());
                Connection other = DriverManager.getConnection(environment.database());
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table saga.outbox in share mode"); // may be read, takes nothing
            services.say("booking.created", Services.booking("b-1", "p-1"));
            Await.until(PATIENCE, () -> "no batch waits for the table", () -> waits(statement));
            var stop = new Thread(runner::close);
            stop.start();
            Await.until(PATIENCE, stop.getState()::name, () -> stop.getState() == Thread.State.TIMED_WAITING);

            other.rollback();
            stop.join(PATIENCE.toMillis());

            assertThat(number(statement, "select count(*) from saga.event")).isEqualTo(2);
            assertThat(number(statement, "select count(*) from saga.outbox")).isZero();
            Await.until(
                    PATIENCE,
                    () -> "heard " + services.heard(),
                    () -> !services.heard("saga.request_stock").isEmpty());
        }
    }

    private static boolean waits(Statement statement) {
        try {
            return number(
                            statement,
                            "select count(*) from pg_locks where not granted and relation = 'saga.outbox'::regclass")
                    > 0;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
