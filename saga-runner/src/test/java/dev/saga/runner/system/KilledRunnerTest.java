package dev.saga.runner.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills that no process can prepare for. */
class KilledRunnerTest {
    private static final int BOOKINGS = 500;

    private final Environment environment = Environment.fresh();

    @TempDir
    private Path directory;

    @Test
    void whoever_is_killed_in_the_middle_of_500_bookings_and_restarted_loses_and_doubles_nothing() throws SQLException {
        long seed = ThreadLocalRandom.current().nextLong(1_000_000);
        System.out.println("kills after a share of the commands given by seed " + seed);
        var random = new java.util.Random(seed);
        var bookings = new ArrayList<String>();
        RunnerProcess runner = RunnerProcess.start(directory, environment.properties());
        awaitRunning(runner);
        try (var services = new Services(environment, Services::usual)) {
            for (int i = 0; i < BOOKINGS; i++) {
                String id = (i % 10 == 3 ? "poor-" : "b-") + i;
                bookings.add(id);
                services.say("booking.created", Services.booking(id, "p-1", "p-2", i % 10 == 7 ? "missing" : "p-3"));
            }
            for (int kill = 1; kill <= 3; kill++) {
                int commands = kill * BOOKINGS + random.nextInt(BOOKINGS / 2);
                Await.until(
                        Duration.ofSeconds(90),
                        () -> services.heard().size() + " commands heard",
                        () -> services.heard().size() >= commands);
                runner.kill();
                runner = RunnerProcess.start(directory, environment.properties());
            }
            Await.until(
                    Duration.ofSeconds(90),
                    () -> services.heard().size() + " commands heard",
                    () -> new Ledger(services.heard()).allEnded(bookings));
            awaitEmpty();
            var ledger = new Ledger(services.heard());
            ledger.holds();
            for (String id : bookings) {
                int number = Integer.parseInt(id.substring(id.indexOf('-') + 1));
                assertThat(ledger.confirmed(id)).as(id).isEqualTo(number % 10 != 3 && number % 10 != 7);
                if (number % 10 == 7) {
                    assertThat(ledger.released(id)).as(id).isEqualTo(Set.of("p-1", "p-2"));
                }
                if (number % 10 == 3) {
                    assertThat(ledger.released(id)).as(id).isEqualTo(Set.of("p-1", "p-2", "p-3"));
                }
            }
        }
        assertThat(runner.terminate()).isZero();
    }

    @Test
    void a_wrong_property_is_one_line_that_names_it_and_status_2() {
        var properties = environment.properties();
        properties.put("kafka.consumers", "many");

        var runner = RunnerProcess.start(directory, properties);

        assertThat(runner.exitStatus()).isEqualTo(2);
        assertThat(runner.output()).contains("kafka.consumers").hasLineCount(1);
    }

    @Test
    void a_database_that_is_not_there_is_one_line_that_names_the_property_and_status_1() {
        var properties = environment.properties();
        properties.put("postgres.url", "jdbc:postgresql://127.0.0.1:1/nowhere");

        var runner = RunnerProcess.start(directory, properties);

        assertThat(runner.exitStatus()).isEqualTo(1);
        assertThat(runner.output()).contains("postgres.url").hasLineCount(1);
    }

    private void awaitRunning(RunnerProcess runner) {
        Await.until(
                Duration.ofSeconds(60), runner::output, () -> runner.output().contains("orchestrating"));
    }

    private void awaitEmpty() {
        Await.until(Duration.ofSeconds(60), this::leftOver, () -> leftOver().equals("0 0 0"));
    }

    private String leftOver() {
        try (var connection = DriverManager.getConnection(environment.database());
                var statement = connection.createStatement();
                var row = statement.executeQuery("""
                        select (select count(*) from saga.in_flight) || ' ' || (select count(*) from saga.outbox)
                            || ' ' || (select count(*) from saga.dead_letter)
                        """)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException("the database does not answer", e);
        }
    }
}
