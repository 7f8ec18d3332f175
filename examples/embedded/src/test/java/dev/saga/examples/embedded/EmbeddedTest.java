package dev.saga.examples.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.examples.servers.Servers;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmbeddedTest {
    @Test
    void a_service_has_its_transfers_orchestrated_and_a_row_and_a_saga_or_neither()
            throws SQLException, InterruptedException {
        var printed = new ByteArrayOutputStream();
        String database = Servers.postgres().freshDatabase();

        new Embedded(new PrintStream(printed, true, StandardCharsets.UTF_8))
                .run(database, Servers.kafka().bootstrapServers());

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .contains(
                        "t-1 is DONE",
                        "t-2 is RETURNED",
                        "t-3 is FAILED",
                        "t-4 is more than the service allows: no row, no saga")
                .noneMatch(line -> line.startsWith("t-4 is") && !line.contains("no saga"));
        assertThat(transfers(database)).containsExactly("t-1", "t-2", "t-3");
    }

    private static List<String> transfers(String database) throws SQLException {
        try (var connection = DriverManager.getConnection(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select id from transfer order by id")) {
            var ids = new ArrayList<String>();
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
            return ids;
        }
    }
}
