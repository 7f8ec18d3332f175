package dev.saga.examples.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class JsonLineTest {

    @Test
    void aResultIsOneLineOfJson() throws IOException {
        String line = JsonLine.of(Results.of("--concurrency", "2"));
        JsonNode json = new ObjectMapper().readTree(line);

        assertThat(line).doesNotContain("\n");
        assertThat(json.path("mode").textValue()).isEqualTo("closed");
        assertThat(json.path("sagas").intValue()).isEqualTo(2);
        assertThat(json.path("sagas_per_s").doubleValue()).isEqualTo(1);
        assertThat(json.path("p99_ms").doubleValue()).isEqualTo(250);
        assertThat(json.at("/cpu_ms_per_saga/runner").doubleValue()).isEqualTo(100);
        assertThat(json.at("/cpu_ms_per_saga/kafka").isNull()).isTrue();
        assertThat(json.at("/cpu_ms_per_saga/total").doubleValue()).isEqualTo(300);
        assertThat(json.path("messages_per_saga").doubleValue()).isEqualTo(4);
        assertThat(json.path("commands_per_saga").doubleValue()).isEqualTo(15);
        assertThat(json.path("statements_per_saga").doubleValue()).isEqualTo(100);
        assertThat(json.path("wal_bytes_per_saga").intValue()).isEqualTo(2_500);
        assertThat(json.path("conflicts").intValue()).isEqualTo(3);
        assertThat(json.path("others_cores").doubleValue()).isEqualTo(0.2);
        assertThat(json.path("ledger").textValue()).isEqualTo("right");
    }

    @Test
    void whatIsNotKnownIsNull() throws IOException {
        JsonNode json = new ObjectMapper().readTree(JsonLine.of(Results.unknown()));

        assertThat(json.at("/cpu_ms_per_saga/total").isNull()).isTrue();
        assertThat(json.path("statements_per_saga").isNull()).isTrue();
        assertThat(json.path("conflicts").isNull()).isTrue();
        assertThat(json.path("commands_per_saga").isNull()).isTrue();
        assertThat(json.at("/gc/pauses").isNull()).isTrue();
        assertThat(json.path("load_average").isNull()).isTrue();
    }

    @Test
    void wrongBooksAreCalledWrong() throws IOException {
        assertThat(new ObjectMapper()
                        .readTree(JsonLine.of(Results.wrong()))
                        .path("ledger")
                        .textValue())
                .isEqualTo("wrong");
    }
}
