package dev.saga.examples.embedded;

import dev.saga.examples.embedded.TransferInput.Requested;
import dev.saga.message.MessageId;
import dev.saga.orchestrator.Answer;
import dev.saga.runner.EmbeddedOrchestrator;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** What the service itself knows of transfers: a table of its own. A transfer is a row of it and a saga, or neither. */
final class Transfers {
    private final DataSource pool;
    private final EmbeddedOrchestrator<TransferState, TransferInput, TransferEvent> orchestrator;

    Transfers(DataSource pool, EmbeddedOrchestrator<TransferState, TransferInput, TransferEvent> orchestrator) {
        this.pool = pool;
        this.orchestrator = orchestrator;
    }

    /** Creates the table. */
    void createTable() throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    create table if not exists transfer (
                        id text primary key,
                        customer text not null,
                        amount numeric not null check (amount > 0 and amount < 10000))
                    """);
        }
    }

    /**
     * Takes in a customer's transfer, and starts its saga in the same transaction.
     *
     * @throws SQLException if the table does not take it, as where it is there already; there is no new saga then, either
     */
    void request(String customer, Requested transfer) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                insert(connection, customer, transfer);
                var identity = MessageId.of("transfers/" + transfer.transferId());
                Answer answer = orchestrator.handle(connection, identity, transfer);
                if (!(answer instanceof Answer.Applied)) {
                    throw new IllegalStateException("%s does not begin: %s".formatted(transfer, answer));
                }
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
        orchestrator.wake();
    }

    private static void insert(Connection connection, String customer, Requested transfer) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into transfer values (?, ?, ?)")) {
            insert.setString(1, transfer.transferId());
            insert.setString(2, customer);
            insert.setBigDecimal(3, transfer.amount());
            insert.executeUpdate();
        }
    }
}
