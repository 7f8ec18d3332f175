package dev.saga.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saga.examples.servers.Servers;
import dev.saga.runner.config.PostgresConfig;
import dev.saga.runner.config.RunnerConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnreachableDatabaseTest {
    private static PostgresConfig at(String url) {
        return RunnerConfig.of(Map.of("kafka.bootstrap.servers", "localhost:9092", "postgres.url", url), Map.of())
                .postgres();
    }

    @Test
    void a_host_without_an_address_is_named() {
        assertThatThrownBy(() -> SagaDatabase.open(at("jdbc:postgresql://no-such-host.invalid:5432/saga")))
                .isInstanceOf(StartupFailure.class)
                .hasMessage("postgres.url: the host no-such-host.invalid cannot be resolved");
    }

    @Test
    void a_port_that_nobody_listens_on_is_told_as_the_driver_says_it() {
        assertThatThrownBy(() -> SagaDatabase.open(at("jdbc:postgresql://127.0.0.1:1/saga")))
                .isInstanceOf(StartupFailure.class)
                .hasMessageStartingWith(
                        "postgres.url: the database cannot be reached: Connection to 127.0.0.1:1 refused");
    }

    @Test
    void what_the_url_says_of_patience_is_kept() {
        var source = new PostgresServer(
                        at(
                                "jdbc:postgresql://db/saga?connectTimeout=1&loginTimeout=2&socketTimeout=3&tcpKeepAlive=false"),
                        0)
                .source();

        assertThat(source.getConnectTimeout()).isEqualTo(1);
        assertThat(source.getLoginTimeout()).isEqualTo(2);
        assertThat(source.getSocketTimeout()).isEqualTo(3);
        assertThat(source.getTcpKeepAlive()).isFalse();
    }

    @Test
    void what_the_url_does_not_say_of_patience_is_ours() {
        var source = new PostgresServer(at("jdbc:postgresql://db/saga"), 0).source();

        assertThat(source.getConnectTimeout()).isEqualTo(10);
        assertThat(source.getLoginTimeout()).isEqualTo(10);
        assertThat(source.getSocketTimeout()).isEqualTo(10);
        assertThat(source.getTcpKeepAlive()).isTrue();
    }

    @Test
    void a_host_that_is_silent_does_not_hide_one_behind_it_that_answers() throws SQLException {
        String url = Servers.postgres().freshDatabase().replaceFirst("//([^/]+)/", "//127.0.0.1:1,$1/");

        try (SagaDatabase database = SagaDatabase.open(at(url + "&" + SilentPort.SETTINGS));
                Connection connection = database.pool().getConnection()) {
            assertThat(connection.isValid(10)).isTrue();
        }
    }

    @Test
    void where_every_host_is_silent_that_is_said() {
        assertThatThrownBy(() -> SagaDatabase.open(
                        at("jdbc:postgresql://127.0.0.1:1,localhost:1/saga?user=saga&" + SilentPort.SETTINGS)))
                .isInstanceOf(StartupFailure.class)
                .hasMessageStartingWith("postgres.url: the database cannot be reached: ");
    }

    @Test
    void a_password_that_is_missing_is_told_in_whatever_language_the_driver_speaks() {
        var asked = new SQLException("Сервер запросил парольную аутентификацию", "08004");

        assertThat(DatabaseFailure.explained(asked, false))
                .hasMessageStartingWith("postgres.password: the server asks for a password, and none is set: Сервер");
        assertThat(DatabaseFailure.explained(asked, true)).hasMessageStartingWith("postgres.url: ");
    }

    @Test
    void a_password_that_is_wrong_is_told_with_everything_that_it_may_come_from() {
        var refused = new SQLException("FATAL: password authentication failed for user \"saga\"", "28P01");

        assertThat(DatabaseFailure.explained(refused, true))
                .hasMessageStartingWith("postgres.password: ")
                .hasMessageContainingAll("postgres.user", "postgres.url", "FATAL: password authentication failed");
    }
}
