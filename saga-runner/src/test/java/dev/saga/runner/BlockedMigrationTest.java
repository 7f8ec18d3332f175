package dev.saga.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saga.examples.servers.Servers;
import dev.saga.runner.config.PostgresConfig;
import dev.saga.runner.config.RunnerConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No start waits for ever for a table that somebody holds; nor do those who write to it wait behind it for long. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BlockedMigrationTest {
    private final String url = Servers.postgres().freshDatabase();
    private final PostgresConfig config = RunnerConfig.of(
                    Map.of("kafka.bootstrap.servers", "localhost:1", "postgres.url", url), Map.of())
            .postgres();

    @BeforeEach
    void givenASchemaThatIsNotCurrent() {
        Flyway.configure()
                .dataSource(url, null, null)
                .locations("classpath:dev/saga/postgres/migrations")
                .schemas("saga")
                .table("migration")
                .target("1")
                .load()
                .migrate();
    }

    @Test
    void a_script_gives_up_soon_where_somebody_reads_the_table_that_it_alters() throws SQLException {
        try (var reader = DriverManager.getConnection(url)) {
            hold(reader, "saga.dead_letter in access share mode");

            assertThatThrownBy(() -> SagaDatabase.open(config))
                    .isInstanceOf(StartupFailure.class)
                    .hasMessageStartingWith("postgres.schema: the schema saga cannot be migrated: ")
                    .hasMessageContaining("lock timeout")
                    .message()
                    .hasLineCount(1);
        }

        assertThat(SagaDatabase.migrate(config)).isEqualTo(3);
    }

    @Test
    void a_script_may_take_longer_than_a_transaction_may_be_idle() throws SQLException {
        try (var admin = DriverManager.getConnection(url);
                Statement statement = admin.createStatement()) {
            statement.execute("create sequence altered");
            statement.execute("""
                    create function slowly() returns event_trigger language plpgsql as $$
                    begin
                        if nextval('public.altered') = 1 then
                            perform pg_sleep(1);
                        end if;
                    end $$""");
            statement.execute(
                    "create event trigger slowly on ddl_command_start when tag in ('ALTER TABLE') execute function slowly()");
        }
        String impatient =
                url + (url.contains("?") ? "&" : "?") + "options=-c%20idle_in_transaction_session_timeout=200ms";
        var config = RunnerConfig.of(
                        Map.of("kafka.bootstrap.servers", "localhost:1", "postgres.url", impatient), Map.of())
                .postgres();

        assertThat(SagaDatabase.migrate(config)).isEqualTo(3);
    }

    @Test
    void a_reading_command_does_not_wait_for_ever_for_who_migrates() throws SQLException {
        SagaDatabase.migrate(config);
        try (var other = DriverManager.getConnection(url)) {
            hold(other, "saga.migration in access exclusive mode");

            assertThatThrownBy(() -> SagaDatabase.openMigrated(config))
                    .isInstanceOf(StartupFailure.class)
                    .hasMessageStartingWith("postgres.schema: the schema saga cannot be read: ")
                    .message()
                    .hasLineCount(1);
        }
    }

    private static void hold(Connection connection, String what) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("lock table " + what);
        }
    }
}
