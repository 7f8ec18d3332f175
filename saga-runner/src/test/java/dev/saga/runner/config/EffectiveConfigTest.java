package dev.saga.runner.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EffectiveConfigTest {

    @Test
    void says_each_key_with_its_value_and_where_it_is_from() {
        EffectiveConfig effective = Given.minimal()
                .with("kafka.consumers", "${CONSUMERS}")
                .with("kafka.topics.partitions", "${PARTITIONS:3}")
                .with("postgres.password", "hunter2")
                .with("http.port", "none")
                .with("kafka.producer.linger.ms", "5")
                .variable("CONSUMERS", "2")
                .config()
                .effective();

        assertThat(effective.lines())
                .startsWith(
                        "kafka.bootstrap.servers = broker:9092 (file)",
                        "kafka.group.id = booking-saga-orchestrator (default)",
                        "kafka.topics.create = false (default)",
                        "kafka.topics.partitions = 3 (file)",
                        "kafka.topics.replication = 1 (default)",
                        "kafka.consumers = 2 (environment)",
                        "kafka.topic.booking.created = booking.created (default)")
                .contains(
                        "postgres.user = none (default)",
                        "postgres.password = *** (file)",
                        "saga.deadline.stock = none (default)",
                        "http.port = none (file)",
                        "http.token = none (default)")
                .endsWith("kafka.producer.linger.ms = 5 (file)")
                .hasSize(KnownKeys.ALL.size() + 1);
    }

    @Test
    void the_map_says_the_same_in_the_same_order() {
        EffectiveConfig effective =
                Given.minimal().with("http.token", "hunter2").config().effective();

        assertThat(new ArrayList<>(effective.asMap().keySet()))
                .isEqualTo(
                        effective.settings().stream().map(EffectiveSetting::key).toList());
        assertThat(effective.asMap())
                .containsEntry("http.token", Map.of("value", "***", "from", "file"))
                .containsEntry("postgres.schema", Map.of("value", "saga", "from", "default"));
    }

    @Test
    void a_value_with_a_line_break_is_still_one_line() {
        assertThat(Given.minimal()
                        .with("kafka.client.id", "a\nb")
                        .config()
                        .effective()
                        .lines())
                .contains("kafka.client.id = a\\u000Ab (file)");
    }

    @Test
    void the_example_is_the_one_that_the_table_makes() throws IOException {
        assertThat(Path.of("saga.properties.example")).content().isEqualTo(KeyDocumentation.exampleFile());
    }

    @Test
    void the_example_is_a_configuration_that_says_nothing_but_the_defaults(@TempDir Path directory) throws IOException {
        String text = KeyDocumentation.exampleFile();
        Path asShipped = Files.writeString(directory.resolve("shipped"), text);
        Path commentedIn = Files.writeString(
                directory.resolve("all"), text.replaceAll("(?m)^#(?=(?!kafka\\.sasl|kafka\\.sec)[a-z]+\\.)", ""));

        RunnerConfig shipped = RunnerConfig.load(asShipped, Map.of());
        RunnerConfig all = RunnerConfig.load(commentedIn, Map.of());

        assertThat(all.kafka().topics()).isEqualTo(shipped.kafka().topics());
        assertThat(all.postgres()).isEqualTo(shipped.postgres());
        assertThat(all.deadlines()).isEqualTo(shipped.deadlines());
        assertThat(all.http()).isEqualTo(shipped.http());
        assertThat(all.effective().settings())
                .allSatisfy(setting -> assertThat(setting.origin()).isEqualTo(Origin.FILE));
    }

    @Test
    void the_documentation_has_a_row_for_every_key() {
        String markdown = KeyDocumentation.markdown();

        assertThat(markdown.lines()).hasSize(KnownKeys.ALL.size() + 2);
        assertThat(markdown.lines()).allMatch(line -> line.split("\\|", -1).length == 6);
        assertThat(markdown)
                .contains("| `kafka.bootstrap.servers` | required | ")
                .contains("| `postgres.schema` | `saga` | ")
                .contains("| `postgres.user` | none | ");
    }
}
