package dev.saga.postgres;

import dev.saga.orchestrator.StoreRefused;
import dev.saga.orchestrator.StoreUnavailable;
import java.sql.SQLException;

/**
 * What an SQLSTATE means here. Only a state that blames the data makes a message undeliverable; everything else, known
 * or not, is taken for an outage and tried again, so that no message is given up for the server's sake.
 */
final class SqlState {
    private static final String DATA_EXCEPTION = "22";
    private static final String INTEGRITY_VIOLATION = "23";
    private static final String PROGRAM_LIMIT_EXCEEDED = "54";

    private SqlState() {}

    static RuntimeException translate(String what, SQLException e) {
        String said = String.valueOf(e.getMessage());
        // A pool that gives no connection has why it has none; a batch that failed has its cause in its own words, too.
        boolean more = e.getCause() instanceof SQLException cause && !said.contains(String.valueOf(cause.getMessage()));
        String message = "%s: %s%s (SQLSTATE %s)"
                .formatted(what, said, more ? "; " + e.getCause().getMessage() : "", e.getSQLState())
                .replaceAll("\\s+", " ");
        return blamesData(e.getSQLState()) ? new StoreRefused(message, e) : new StoreUnavailable(message, e);
    }

    private static boolean blamesData(String state) {
        return state != null
                && (state.startsWith(DATA_EXCEPTION)
                        || state.startsWith(INTEGRITY_VIOLATION)
                        || state.startsWith(PROGRAM_LIMIT_EXCEEDED));
    }
}
