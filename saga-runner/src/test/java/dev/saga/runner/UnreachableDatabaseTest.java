package dev.saga.runner;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saga.runner.config.PostgresConfig;
import dev.saga.runner.config.RunnerConfig;
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
}
