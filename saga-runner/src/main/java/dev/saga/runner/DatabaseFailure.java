package dev.saga.runner;

import dev.saga.orchestrator.StoreUnavailable;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** What is wrong with a database, told under the key to look at. */
final class DatabaseFailure {
    private static final String NOT_ALLOWED = "42501";
    private static final String CREDENTIALS = "28";
    private static final String WRONG_PASSWORD = "28P01";
    /** The driver's own, in the language of the process, where the server asks for a password and none is set. */
    private static final String REJECTED = "08004";

    private DatabaseFailure() {}

    /** No connection is made. */
    static StartupFailure explained(SQLException e, boolean withPassword) {
        String state = String.valueOf(e.getSQLState());
        if (state.equals(REJECTED) && !withPassword) {
            return new StartupFailure(
                    "postgres.password", "the server asks for a password, and none is set: " + e.getMessage());
        }
        if (state.equals(WRONG_PASSWORD)) {
            return new StartupFailure(
                    "postgres.password",
                    "the server refuses it, or postgres.user, or what postgres.url has of them: " + e.getMessage());
        }
        if (state.startsWith(CREDENTIALS)) {
            return new StartupFailure("postgres.user", "the server refuses the credentials: " + e.getMessage());
        }
        return new StartupFailure("postgres.url", unreachable(e));
    }

    /** What the database refuses, or cannot do, after it was opened. */
    static StartupFailure explained(StoreUnavailable e) {
        boolean forbidden = e.getCause() instanceof SQLException cause && NOT_ALLOWED.equals(cause.getSQLState());
        return new StartupFailure(forbidden ? "postgres.user" : "postgres.url", String.valueOf(e.getMessage()));
    }

    /** What the driver says of it, with what it found underneath. */
    static String unreachable(SQLException e) {
        Throwable cause = e.getCause();
        if (cause == null && e instanceof SQLTransientConnectionException) {
            return "no connection to the database is free: " + e.getMessage();
        }
        if (cause instanceof UnknownHostException) {
            return "the host %s cannot be resolved".formatted(cause.getMessage());
        }
        String reason = cause == null || cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")";
        return "the database cannot be reached: " + e.getMessage() + reason;
    }
}
