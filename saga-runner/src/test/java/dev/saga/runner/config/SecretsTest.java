package dev.saga.runner.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    @Test
    void no_record_prints_a_secret() {
        RunnerConfig config = Given.minimal()
                .with("postgres.url", "jdbc:postgresql://db/saga?user=alice&password=hunter2&sslpassword=hunter2")
                .with("postgres.password", "hunter2")
                .with("http.token", "hunter2")
                .with("kafka.sasl.jaas.config", "Login required password=\"hunter2\";")
                .with("kafka.ssl.keystore.password", "${STORE_PASSWORD}")
                .with("kafka.consumer.my.secret", "hunter2")
                .with("kafka.producer.my.Token", "hunter2")
                .variable("STORE_PASSWORD", "hunter2")
                .config();

        assertThat(config.toString()).doesNotContain("hunter2").contains("***", "user=alice");
        assertThat(config.kafka().toString()).doesNotContain("hunter2");
        assertThat(config.kafka().clients().toString()).doesNotContain("hunter2");
        assertThat(config.postgres().toString()).doesNotContain("hunter2");
        assertThat(config.http().toString()).doesNotContain("hunter2");
        assertThat(config.effective().lines()).noneMatch(line -> line.contains("hunter2"));
        assertThat(config.effective().asMap().toString()).doesNotContain("hunter2");
        assertThat(config.warnings()).hasSize(2).noneMatch(line -> line.contains("hunter2"));
    }

    @Test
    void a_secret_is_there_for_the_one_who_needs_it() {
        PostgresConfig postgres = Given.minimal()
                .with("postgres.url", "jdbc:postgresql://db/saga?password=hunter2")
                .with("postgres.password", "hunter3")
                .config()
                .postgres();

        assertThat(postgres.url().value()).endsWith("hunter2");
        assertThat(postgres.password().value().map(Secret::reveal)).contains("hunter3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://alice:hunter2@db:5432/saga",
                "jdbc:postgresql://alice:hunter2/x@db/saga",
                "jdbc:postgresql://alice:hunter2?x@db/saga",
                "jdbc:postgresql://alice:12345hunter2@db/saga",
                "jdbc:postgresql://hunter2@db/saga",
                "jdbc:postgresql://db:x/saga?password=hunter2",
                "jdbc:postgresql://db:x/saga?ssl=true&PASSWORD=a&hunter2&user=b",
                "jdbc:postgresql://db:x/saga?sslpassword=hunter2",
                "jdbc:mysql://root:hunter2@db/saga",
                "postgres://alice:hunter2@db/saga",
            })
    void a_url_that_is_refused_is_shown_without_its_credentials(String url) {
        assertThat(Given.minimal().with("postgres.url", url).refusal())
                .startsWith("postgres.url must be a JDBC URL")
                .contains("***")
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db:5432/saga?user=a@b&ssl=true, jdbc:postgresql://db:5432/saga?user=a@b&ssl=true",
        "'jdbc:postgresql://db,[::1]:5432/saga', 'jdbc:postgresql://db,[::1]:5432/saga'",
        "jdbc:postgresql:saga?password=x&user=y, jdbc:postgresql:saga?password=***&user=y",
        "jdbc:postgresql://db/?user=y&password=a=b&ssl=true, jdbc:postgresql://db/?user=y&password=***&ssl=true",
    })
    void a_url_shows_all_but_its_credentials(String url, String shown) {
        RunnerConfig config = Given.minimal().with("postgres.url", url).config();

        assertThat(config.postgres().url()).hasToString(shown);
        assertThat(config.effective().lines()).contains("postgres.url = " + shown + " (file)");
    }

    @ParameterizedTest
    @CsvSource({
        "kafka.consumer.sasl.login.refresh.token, true",
        "kafka.sasl.oauthbearer.client.credentials.client.secret, true",
        "kafka.ssl.key.PASSWORD, true",
        "kafka.basic.auth.user.info, true",
        "kafka.ssl.truststore.location, false",
        "postgres.user, false",
    })
    void a_key_says_whether_it_holds_a_secret(String key, boolean secret) {
        assertThat(Redaction.isSecret(key)).isEqualTo(secret);
    }
}
