package dev.saga.examples.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The load test from its arguments to its exit status. */
final class LoadTestTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path directory;

    @Test
    void theBooksOfFailuresAndStoredSagasAreRight() throws IOException {
        Path chart = directory.resolve("chart.html");

        int status = run(
                "--concurrency=4",
                "--warmup=1",
                "--seconds=2",
                "--failure-rate=0.4",
                "--preload=100",
                "--json",
                "--chart=" + chart,
                "--set=kafka.topics.partitions=2");

        assertThat(status).as(err.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(printed()).hasLineCount(1);
        JsonNode result = new ObjectMapper().readTree(printed());
        assertThat(result.path("ledger").textValue()).isEqualTo("right");
        assertThat(result.path("bookings_begun").intValue()).isGreaterThanOrEqualTo(64 + 4);
        assertThat(result.path("bookings_ended")).isEqualTo(result.path("bookings_begun"));
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("100 of 100 sagas stored beforehand", "warm-up");
        assertThat(chart).content().contains("<svg");
    }

    @Test
    void theBooksOfTheBarePathAreRight() throws IOException {
        int status = run("--bare", "--concurrency=4", "--warmup=1", "--seconds=2", "--json");

        assertThat(status).as(err.toString(StandardCharsets.UTF_8)).isZero();
        JsonNode result = new ObjectMapper().readTree(printed());
        assertThat(result.path("orchestrator").textValue()).isEqualTo("bare path");
        assertThat(result.path("ledger").textValue()).isEqualTo("right");
        assertThat(result.path("bookings_ended").intValue()).isPositive();
    }

    @Test
    void anUnknownOptionIsOneLine() {
        assertThat(run("--quiet")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--quiet").hasLineCount(1);
    }

    @Test
    void aConfigurationErrorIsOneLine() {
        assertThat(run("--config", directory.resolve("none.properties").toString()))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("none.properties")
                .hasLineCount(1);
    }

    @Test
    void aSettingThatTheBrokerRefusesIsOneLine() {
        assertThat(run("--broker", "log.segment.bytes=much")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8).strip())
                .contains("log.segment.bytes", "much")
                .hasLineCount(1);
    }

    @Test
    void aSettingThatTheBrokerDoesNotKnowIsOneLine() {
        assertThat(run("--broker", "log.segment.byte=8388608")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8).strip())
                .contains("log.segment.byte")
                .hasLineCount(1);
    }

    @Test
    void helpIsPrintedAndDone() {
        assertThat(run("--help")).isZero();
        assertThat(printed())
                .startsWith("Usage: loadtest.sh ")
                .contains("--concurrency", "64 by default", "--runner-java-opts", "2 wrong usage");
    }

    private int run(String... arguments) {
        var loadTest = new LoadTest(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
        return loadTest.run(List.of(arguments), null);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
