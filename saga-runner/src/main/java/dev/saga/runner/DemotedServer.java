package dev.saga.runner;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/** A connection to a server that may only be read any more is given up: after a failover, the next one leads elsewhere. */
public final class DemotedServer implements SQLExceptionOverride {
    private static final String READ_ONLY = "25006";

    /** For the pool. */
    public DemotedServer() {}

    @java.lang.Override
    public Override adjudicate(SQLException e) {
        return READ_ONLY.equals(e.getSQLState()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
}
