package dev.saga.examples.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.examples.servers.Servers;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class EmbeddedTest {
    @Test
    void a_service_has_its_transfers_orchestrated_and_a_row_and_a_saga_or_neither()
            throws SQLException, InterruptedException {
        var printed = new ByteArrayOutputStream();

        new Embedded(new PrintStream(printed, true, StandardCharsets.UTF_8))
                .run(Servers.postgres().freshDatabase(), Servers.kafka().bootstrapServers());

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .contains(
                        "t-1 is DONE",
                        "t-2 is RETURNED",
                        "t-3 is FAILED",
                        "t-4 is more than the service allows: no row, no saga")
                .doesNotContain("t-4 is TAKING")
                .noneMatch(line -> line.startsWith("t-4 is") && !line.contains("no saga"));
    }
}
