package dev.saga.examples.embedded;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.saga.examples.embedded.TransferInput.Requested;
import dev.saga.examples.servers.Servers;
import dev.saga.inspect.SagaHistory;
import dev.saga.inspect.SagaInFlight;
import dev.saga.json.JacksonCodec;
import dev.saga.kafka.BrokerAdmin;
import dev.saga.kafka.Topics;
import dev.saga.runner.EmbeddedOrchestrator;
import dev.saga.runner.Embedding;
import dev.saga.runner.SessionOptions;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * A service with a saga of its own: four transfers between accounts, one of which the service itself refuses, and what
 * became of them.
 */
public final class Embedded {
    private static final String USAGE = """
            usage: embedded.sh

            A service with a saga of its own, on a PostgreSQL and a Kafka broker of its own: four transfers of money
            between banks, and what became of them.
            """;
    private static final String CHECK_VIOLATION = "23514";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TransferSaga saga = new TransferSaga();
    private final PrintStream out;

    Embedded(PrintStream out) {
        this.out = out;
    }

    /** Runs it on servers of its own, and ends the JVM: the broker's threads would keep it alive. */
    public static void main(String[] arguments) throws InterruptedException {
        System.setProperty("logback.configurationFile", "dev/saga/examples/embedded/logback.xml");
        System.exit(main(List.of(arguments)));
    }

    private static int main(List<String> arguments) throws InterruptedException {
        if (!arguments.isEmpty()) {
            boolean asked = arguments.equals(List.of("--help"));
            (asked ? System.out : System.err).print(USAGE);
            return asked ? 0 : 2;
        }
        try {
            new Embedded(System.out)
                    .run(Servers.postgres().freshDatabase(), Servers.kafka().bootstrapServers());
            return 0;
        } catch (SQLException | RuntimeException e) {
            System.err.println("embedded: " + e.getMessage());
            return 1;
        }
    }

    void run(String database, String brokers) throws SQLException, InterruptedException {
        createTopics(brokers);
        try (HikariDataSource pool = pool(database);
                Banks banks = new Banks(brokers)) {
            banks.start();
            var orchestrator = Embedding.of(saga, new JacksonCodec(), pool)
                    .kafka(brokers, "transfers")
                    .migrate()
                    .start();
            try (orchestrator) {
                request(new Transfers(pool, orchestrator));
                awaitEnd(orchestrator);
                for (String transferId : List.of("t-1", "t-2", "t-3", "t-4")) {
                    show(orchestrator, transferId);
                }
            }
        }
    }

    private void request(Transfers transfers) throws SQLException {
        transfers.createTable();
        transfers.request("ada", transfer("t-1", "ada's", "bob's", "12.50"));
        transfers.request("ada", transfer("t-2", "ada's", "closed since May", "30"));
        transfers.request("bob", transfer("t-3", "closed since June", "ada's", "7"));
        try {
            transfers.request("bob", transfer("t-4", "bob's", "ada's", "1000000"));
        } catch (SQLException e) {
            if (!CHECK_VIOLATION.equals(e.getSQLState())) {
                throw e;
            }
            out.println("t-4 is more than the service allows: no row, no saga");
        }
    }

    private static Requested transfer(String id, String from, String to, String amount) {
        return new Requested(id, from, to, new BigDecimal(amount));
    }

    private static HikariDataSource pool(String database) {
        var settings = new HikariConfig();
        settings.setJdbcUrl(database);
        settings.addDataSourceProperty("socketTimeout", "10");
        settings.addDataSourceProperty("tcpKeepAlive", "true");
        settings.addDataSourceProperty("options", SessionOptions.ALL);
        settings.setMaximumPoolSize(6);
        return new HikariDataSource(settings);
    }

    private void createTopics(String brokers) {
        Topics topics = Topics.of(saga, UnaryOperator.identity());
        var all = new TreeSet<>(topics.read());
        all.addAll(topics.written());
        try (var admin = new BrokerAdmin(Map.of("bootstrap.servers", brokers))) {
            admin.create(all, 1, 1, PATIENCE);
        }
    }

    private static void awaitEnd(EmbeddedOrchestrator<?, ?, ?> orchestrator) throws InterruptedException {
        var archive = orchestrator.tables().archive();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!archive.inFlight(List.of(), SagaInFlight.Place.START, 1).isEmpty()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("transfers are still in flight after " + PATIENCE);
            }
            Thread.sleep(20);
        }
    }

    private void show(
            EmbeddedOrchestrator<TransferState, TransferInput, TransferEvent> orchestrator, String transferId) {
        var stored = orchestrator.tables().archive().find(transferId);
        if (stored.isEmpty()) {
            return;
        }
        var history = SagaHistory.of(saga, stored.get());
        out.printf("%n%s is %s%n", transferId, history.state());
        for (var entry : history.entries()) {
            out.println("  " + entry.stored().event());
            entry.commands().forEach(sent -> out.printf("    -> %s %s%n", sent.type(), sent.command()));
        }
    }
}
