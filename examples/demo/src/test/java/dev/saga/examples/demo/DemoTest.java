package dev.saga.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.examples.servers.Servers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo from its arguments to its exit status. */
final class DemoTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path directory;

    @Test
    void onServersOfItsOwnEverythingAddsUp() throws IOException {
        int status = run("--bookings", bookings(50).toString(), "--failure-rate", "0.4");

        assertThat(status).as(printed()).isZero();
        assertThat(printed())
                .contains("Everything adds up.", "COMPLETED", "CANCELLED", "saga.release_stock")
                .doesNotContain("WRONG");
        assertThat(printed().lines())
                .allMatch(line -> Columns.fit(line, Columns.WIDTH).equals(line));
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void onGivenServersItRunsOnceForTheSameBookings() throws IOException {
        String[] arguments = {
            "--bookings", bookings(5).toString(), "--config", configuration("").toString()
        };

        assertThat(run(arguments)).as(printed()).isZero();
        assertThat(run(arguments)).as(printed()).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("knows booking")
                .hasLineCount(1);
    }

    @Test
    void aConfigurationErrorIsOneLine() throws IOException {
        Path config = configuration("no.such.key=1\n");

        int status = run("--bookings", bookings(1).toString(), "--config", config.toString());

        assertThat(status).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("no.such.key").hasLineCount(1);
    }

    @Test
    void anUnknownOptionIsOneLine() {
        assertThat(run("--quiet")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--quiet").hasLineCount(1);
    }

    @Test
    void helpIsPrintedAndDone() {
        assertThat(run("--help")).isZero();
        assertThat(printed())
                .startsWith("Usage: demo.sh ")
                .contains("--bookings", "--failure-rate", "0.2 by default", "2 wrong usage");
        assertThat(printed().lines()).allMatch(line -> line.length() <= Columns.WIDTH);
    }

    private int run(String... arguments) {
        var demo = new Demo(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        return demo.run(List.of(arguments), directory.resolve("none.jsonl"));
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private Path bookings(int count) throws IOException {
        List<String> lines = SampleBookings.file().lines().limit(count).toList();
        return Files.write(directory.resolve("bookings.jsonl"), lines);
    }

    private Path configuration(String more) throws IOException {
        String prefix = "demo-" + UUID.randomUUID() + ".";
        var text = new StringBuilder(more)
                .append("kafka.bootstrap.servers=" + Servers.kafka().bootstrapServers() + "\n")
                .append("kafka.topics.create=true\nkafka.group.id=" + prefix + "group\nhttp.port=none\n")
                .append("postgres.url=" + Servers.postgres().freshDatabase() + "\n");
        for (String topic : List.of(
                "booking.created",
                "product.reserved",
                "product.reservation_failed",
                "payment.completed",
                "payment.failed",
                "saga.request_stock",
                "saga.request_payment",
                "saga.release_stock",
                "saga.confirm_booking",
                "saga.cancel_booking",
                "saga.refund_payment")) {
            text.append("kafka.topic." + topic + "=" + prefix + topic + "\n");
        }
        return Files.writeString(directory.resolve("saga.properties"), text);
    }
}
