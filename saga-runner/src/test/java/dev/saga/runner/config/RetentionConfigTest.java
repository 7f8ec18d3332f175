package dev.saga.runner.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetentionConfigTest {

    @Test
    void nothing_is_removed_sooner_than_a_message_may_come_again() {
        assertThat(Given.minimal().with("saga.retention.ended", "PT167H59M").refusal())
                .startsWith(
                        "saga.retention.ended must not be shorter than saga.retention.horizon (P7D), but is PT167H59M");
        assertThat(Given.minimal()
                        .with("saga.retention.ended", "P7D")
                        .config()
                        .retention()
                        .ended()
                        .value())
                .contains(Duration.ofDays(7));
    }

    @Test
    void what_an_operator_names_is_held_to_the_same_rule() {
        RetentionConfig retention =
                Given.minimal().with("saga.retention.horizon", "P14D").config().retention();

        assertThat(retention.age("--ended-before", " P14D ")).isEqualTo(Duration.ofDays(14));
        assertThatThrownBy(() -> retention.age("--ended-before", "P13D"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(
                        "--ended-before must not be shorter than saga.retention.horizon (P14D), but is P13D");
        assertThatThrownBy(() -> retention.age("--ended-before", "90 days"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("--ended-before must be an ISO-8601 duration")
                .hasMessageContaining("'90 days'");
        assertThatThrownBy(() -> retention.age("--ended-before", "P9999999D"))
                .isInstanceOf(ConfigurationException.class);
    }
}
