package dev.saga.examples.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedPostgresTest {
    private EmbeddedPostgres postgres;

    @BeforeAll
    void start() {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    void close() {
        postgres.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fsync", "synchronous_commit", "full_page_writes"})
    void isAsDurableAsInProduction(String setting) throws SQLException {
        assertThat(query(postgres.jdbcUrl(), "show " + setting)).isEqualTo("on");
    }

    @Test
    void isPostgres18ReadyForLogicalDecoding() throws SQLException {
        assertThat(query(postgres.jdbcUrl(), "show server_version")).startsWith("18.");
        assertThat(query(postgres.jdbcUrl(), "show wal_level")).isEqualTo("logical");
        assertThat(query(postgres.jdbcUrl(), "show max_connections")).isEqualTo("120");
    }

    @Test
    void givesEveryAskerADatabaseOfItsOwn() throws SQLException {
        String one = postgres.freshDatabase();
        String other = postgres.freshDatabase();

        execute(one, "create table seat (id int)");

        assertThat(query(other, "select to_regclass('seat')")).isNull();
    }

    @Test
    void refusesADatabaseNameThatWouldNeedQuoting() {
        assertThatThrownBy(() -> postgres.createDatabase("x\"; drop database postgres; --"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a-z");
    }

    @Test
    void keepsWhatWasCommittedAndNothingElseWhenKilled() throws SQLException {
        String url = postgres.createDatabase("killed");
        execute(url, "create table seat (id int)");
        execute(url, "insert into seat select generate_series(1, 1000)");
        try (Connection unfinished = DriverManager.getConnection(url);
                Statement statement = unfinished.createStatement()) {
            unfinished.setAutoCommit(false);
            statement.execute("insert into seat select generate_series(1001, 2000)");

            postgres.kill();
            assertThatThrownBy(unfinished::commit).isInstanceOf(SQLException.class);
        }
        postgres.restart();

        assertThat(query(url, "select count(*) || ' up to ' || max(id) from seat"))
                .isEqualTo("1000 up to 1000");
    }

    @Test
    void comesBackAtTheSamePlaceAfterAnImmediateStop() throws SQLException {
        String url = postgres.createDatabase("stopped");
        postgres.stopImmediately();
        assertThatThrownBy(() -> query(url, "select 1")).isInstanceOf(SQLException.class);

        postgres.restart();

        assertThat(query(url, "select 1")).isEqualTo("1");
    }

    @Test
    void answersNobodyWhilePausedAndEverybodyAfterwards() throws SQLException {
        String url = postgres.createDatabase("paused");
        postgres.pause();
        assertThatThrownBy(() -> query(url + "&loginTimeout=1", "select 1")).isInstanceOf(SQLException.class);

        postgres.resume();

        assertThat(query(url, "select 1")).isEqualTo("1");
    }

    @Test
    void keepsAGivenDirectory(@TempDir Path directory) throws SQLException {
        Path data = directory.resolve("data");
        int port = FreePort.next();
        String url;
        try (EmbeddedPostgres first = EmbeddedPostgres.start(data, port)) {
            url = first.createDatabase("kept");
        }

        try (EmbeddedPostgres second = EmbeddedPostgres.start(data, port)) {
            assertThat(query(url, "select current_database()")).isEqualTo("kept");
            assertThat(second.port()).isEqualTo(port);
        }
    }

    @Test
    void saysWhatPostgresSaidWhenItDoesNotStart(@TempDir Path directory) {
        int taken = postgres.port();

        assertThatThrownBy(() -> EmbeddedPostgres.start(directory.resolve("data"), taken))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Address already in use");
    }

    static Stream<RunAs> waysToRun() {
        return RunAs.usable().stream();
    }

    @ParameterizedTest
    @MethodSource("waysToRun")
    void runsInEveryWayThatThisMachineAllows(RunAs way) throws SQLException {
        try (EmbeddedPostgres other = EmbeddedPostgres.start(way)) {
            String url = other.freshDatabase();
            other.kill();
            other.restart();

            assertThat(query(url, "select 1")).isEqualTo("1");
        }
    }

    private static String query(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void execute(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
