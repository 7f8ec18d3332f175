package dev.saga.runner;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saga.runner.config.RunnerConfig;
import dev.saga.runner.system.Environment;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A database that is there and current, and does not let a runner do its work. */
class UnwritableDatabaseTest {
    private final Environment environment = Environment.fresh();

    @ParameterizedTest
    @CsvSource({
        "default_transaction_read_only=on, postgres.url, read-only transaction",
        "role=pg_read_all_data, postgres.user, permission denied for sequence outbox_shard"
    })
    void what_the_server_does_not_allow_is_told_with_the_key_to_look_at(String option, String key, String reason) {
        Map<String, String> properties = environment.properties();
        SagaDatabase.migrate(RunnerConfig.of(properties, Map.of()).postgres());
        properties.put("postgres.migrate", "false");
        properties.put("postgres.url", environment.database() + "&options=-c%20" + option.replace("=", "%3D"));
        RunnerConfig config = RunnerConfig.of(properties, Map.of());

        assertThatThrownBy(() -> Runner.start(config).close())
                .isInstanceOf(StartupFailure.class)
                .hasMessageStartingWith(key + ": ")
                .hasMessageContaining(reason)
                .message()
                .hasLineCount(1);
    }
}
