package dev.saga.examples.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** A chaos run from its arguments to its exit status: every scene at least once, and all promises kept. */
final class ChaosTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void everythingHoldsThroughAMinuteOfEveryFault() throws IOException {
        long seed = ThreadLocalRandom.current().nextLong(1_000_000);
        System.out.println("a minute of chaos with seed " + seed);

        int status = run("--minutes=1", "--seed=" + seed, "--rate=100", "--floor=1500", "--json");

        System.out.println(printed(out).strip());
        assertThat(status).as("seed %d%n%s", seed, printed(err) + printed(out)).isZero();
        JsonNode result = new ObjectMapper().readTree(printed(out));
        assertThat(result.path("seed").longValue()).isEqualTo(seed);
        assertThat(result.path("books").textValue()).isEqualTo("right");
        assertThat(result.path("bookings_ended")).isEqualTo(result.path("bookings_begun"));
        assertThat(result.path("confirmed").intValue()).isPositive();
        assertThat(result.path("cancelled").intValue()).isPositive();
        assertThat(result.path("faults").size()).isEqualTo(Scene.values().length);
    }

    @Test
    void anUnknownOptionIsOneLine() {
        assertThat(run("--quiet")).isEqualTo(2);
        assertThat(printed(err)).contains("--quiet").hasLineCount(1);
    }

    @Test
    void aMalformedValueIsOneLine() {
        assertThat(run("--minutes", "soon")).isEqualTo(2);
        assertThat(printed(err)).contains("--minutes", "soon").hasLineCount(1);
    }

    @Test
    void aValueOutOfRangeIsOneLine() {
        assertThat(run("--runners", "4")).isEqualTo(2);
        assertThat(printed(err)).contains("--runners", "1 to 3", "not 4").hasLineCount(1);
    }

    @Test
    void helpIsPrintedAndDone() {
        assertThat(run("--help")).isZero();
        assertThat(printed(out))
                .startsWith("Usage: chaos.sh ")
                .contains("--minutes", "--recovery", "4000 by default", "2 wrong usage");
    }

    private int run(String... arguments) {
        var chaos = new Chaos(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
        return chaos.run(List.of(arguments), null);
    }

    private static String printed(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
