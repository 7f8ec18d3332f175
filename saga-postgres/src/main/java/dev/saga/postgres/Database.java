package dev.saga.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Where statements run: on connections of a pool, each work in a transaction of its own, or within somebody else's. */
sealed interface Database {

    /**
     * Runs the work and commits, as the last statement of the success path, unless the work has sent its commit along;
     * whatever is thrown before that, all of it is undone.
     *
     * @throws dev.saga.orchestrator.StoreUnavailable if the server does not answer now
     * @throws dev.saga.orchestrator.StoreRefused if the server cannot take the data
     */
    <T> T transaction(String what, Work<T> work);

    /** Whether no transaction here is also somebody else's, whose settings must stay as they are. */
    boolean ownsTransactions();

    /** Runs one statement that reads. */
    <T> T read(String what, Work<T> work);

    /** What is done on a connection. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Thrown by a work to have it undone and still answer. */
    final class Undo extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** For something that another writer did. */
        Undo() {
            this(null);
        }

        /** For something that the server refused, which need not be another writer's doing. */
        Undo(@Nullable SQLException refusal) {
            super(null, refusal, false, false);
        }

        /** What the server refused, null if it did not. */
        @Nullable SQLException refusal() {
            return (SQLException) getCause();
        }
    }

    /** On connections of a pool. */
    record Pooled(DataSource pool) implements Database {
        @Override
        public boolean ownsTransactions() {
            return true;
        }

        @Override
        public <T> T transaction(String what, Work<T> work) {
            try (Connection connection = pool.getConnection()) {
                connection.setAutoCommit(false);
                try {
                    T result = work.on(connection);
                    connection.commit();
                    return result;
                } catch (Throwable e) {
                    rollBack(connection, e);
                    throw e;
                }
            } catch (SQLException e) {
                throw SqlState.translate(what, e);
            }
        }

        /** The pool sets auto-commit back on return, which would commit what is open: so never return it open. */
        private static void rollBack(Connection connection, Throwable cause) {
            try {
                connection.rollback();
            } catch (SQLException e) {
                cause.addSuppressed(e);
            }
        }

        @Override
        public <T> T read(String what, Work<T> work) {
            try (Connection connection = pool.getConnection()) {
                connection.setAutoCommit(true);
                return work.on(connection);
            } catch (SQLException e) {
                throw SqlState.translate(what, e);
            }
        }
    }

    /** Within a transaction that somebody else opened, commits and rolls back. */
    record Joined(Connection connection) implements Database {
        @Override
        public boolean ownsTransactions() {
            return false;
        }

        @Override
        public <T> T transaction(String what, Work<T> work) {
            try {
                requireTransaction();
                Savepoint before = connection.setSavepoint();
                try {
                    T result = work.on(connection);
                    connection.releaseSavepoint(before);
                    return result;
                } catch (Throwable e) {
                    rollBack(before, e);
                    throw e;
                }
            } catch (SQLException e) {
                throw SqlState.translate(what, e);
            }
        }

        /** What is done here is to be undone with the rest of it. */
        private void requireTransaction() throws SQLException {
            if (connection.getAutoCommit()) {
                throw new IllegalStateException(
                        "the connection is in no transaction: set its auto-commit to false first");
            }
        }

        private void rollBack(Savepoint before, Throwable cause) {
            try {
                connection.rollback(before);
                connection.releaseSavepoint(before);
            } catch (SQLException e) {
                cause.addSuppressed(e);
            }
        }

        @Override
        public <T> T read(String what, Work<T> work) {
            try {
                return work.on(connection);
            } catch (SQLException e) {
                throw SqlState.translate(what, e);
            }
        }
    }
}
