package dev.saga.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/**
 * Vacuums the tables that are written all the time, seconds after there is something to do, where the server's own
 * vacuum comes once a minute. The outbox and the table of sagas in flight then stay as small as what waits in them; and
 * events are frozen while their pages are still in memory, mostly before a checkpoint has passed over them: so a page of
 * history is seldom written to the log a second time. Without it everything works, and slows down as dead rows gather.
 *
 * <p>What is to be done is taken from the server's statistics, so any number of instances may look: a table that somebody
 * else vacuums is passed over. So is one that belongs to a role which this one is no member of. Not safe for use by
 * several threads. A crash leaves what was done.
 */
public final class PostgresVacuum {
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** A snapshot that somebody holds makes it long and futile: then it takes a tenth of the time at most. */
    private static final int PAUSE_FACTOR = 10;

    private static final int DEAD_ROWS = 5_000;
    private static final int NEW_EVENTS = 50_000;
    /** Shorter than others wait for a connection. A long vacuum ends there and goes on the next time; what is done stays. */
    private static final String LIMIT = "2s";

    private static final String SET_LIMIT = "select set_config('statement_timeout', ?, false)";
    private static final String CANCELED = "57014";
    private static final String DUE = """
            select relname from pg_class
            where oid in (?::regclass, ?::regclass, ?::regclass) and pg_has_role(relowner, 'usage')
                and case relname when 'event' then pg_stat_get_ins_since_vacuum(oid) >= ?
                    else pg_stat_get_dead_tuples(oid) >= ? end
            """;

    private final Database database;
    private final Schema schema;

    /** A vacuum of the saga's tables in this schema. */
    public PostgresVacuum(DataSource pool, Schema schema) {
        this.database = new Database.Pooled(pool);
        this.schema = schema;
    }

    /**
     * Vacuums what needs it, each table for two seconds at most.
     *
     * @return how long to wait before the next time
     * @throws dev.saga.orchestrator.StoreUnavailable if the server does not answer now
     */
    public Duration runOnce() {
        List<String> due = database.read("cannot ask what is to be vacuumed", this::due);
        long began = System.nanoTime();
        for (String table : due) {
            database.read("cannot vacuum the table " + table, connection -> vacuum(connection, table));
        }
        var pause = Duration.ofNanos(System.nanoTime() - began).multipliedBy(PAUSE_FACTOR);
        return pause.compareTo(LOOK) > 0 ? pause : LOOK;
    }

    private List<String> due(Connection connection) throws SQLException {
        String event = schema.in("%s.event");
        String outbox = schema.in("%s.outbox");
        String inFlight = schema.in("%s.in_flight");
        return new Query(DUE, event, outbox, inFlight, NEW_EVENTS, DEAD_ROWS).list(connection, row -> row.getString(1));
    }

    private boolean vacuum(Connection connection, String table) throws SQLException {
        String before = setting(connection, "select current_setting(?)", "statement_timeout");
        setting(connection, SET_LIMIT, LIMIT);
        String freeze = table.equals("event") ? "freeze, " : "";
        try (Statement statement = connection.createStatement()) {
            statement.execute(schema.in("vacuum (" + freeze + "skip_locked, truncate off) %s." + table));
            return true;
        } catch (SQLException e) {
            if (CANCELED.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        } finally {
            setting(connection, SET_LIMIT, before);
        }
    }

    private static String setting(Connection connection, String sql, String value) throws SQLException {
        return new Query(sql, value).one(connection, row -> row.getString(1));
    }
}
