package dev.saga.examples.loadtest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Stores finished sagas as if they had happened: the rows that the orchestrator wrote of a few real ones, multiplied
 * under new ids. Whatever columns those tables have, they are filled as the orchestrator fills them.
 */
final class Preload {
    private static final int SAGAS_AT_ONCE = 20_000;
    private static final List<String> TABLES = List.of("event", "inbox");
    private static final String COLUMNS = """
            select column_name, udt_name from information_schema.columns
            where table_schema = ? and table_name = ? and is_identity = 'NO' and is_generated = 'NEVER'
            order by ordinal_position
            """;
    private static final String NEW_IDS = """
            insert into loadtest_preload (saga_id, new_id, new_number)
            select model[1 + number % cardinality(model)], gen_random_uuid()::text, nextval(?::regclass)
            from (select ?::text[] as model) as models, generate_series(0, ?::integer - 1) as number
            """;

    private final Connection connection;
    private final String schema;

    Preload(Database database) {
        this.connection = database.connection();
        this.schema = database.schema();
    }

    /**
     * Stores them.
     *
     * @param models the ids of finished sagas
     * @param progress is told how many are stored so far
     * @throws LoadTestFailure if PostgreSQL refuses
     */
    void store(int sagas, List<String> models, LongConsumer progress) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create temporary table loadtest_preload (saga_id text, new_id text, new_number bigint)");
            List<String> copies = new ArrayList<>();
            for (String table : TABLES) {
                takeModels(table, models);
                copies.add(copy(table));
            }
            for (int stored = 0; stored < sagas; stored += SAGAS_AT_ONCE) {
                int now = Math.min(SAGAS_AT_ONCE, sagas - stored);
                statement.execute("truncate loadtest_preload");
                newIds(models, now);
                for (String copy : copies) {
                    statement.execute(copy);
                }
                progress.accept(stored + now);
            }
            for (String table : TABLES) {
                statement.execute("vacuum (analyze) " + in(table));
                statement.execute("drop table " + model(table));
            }
            statement.execute("checkpoint");
            statement.execute("drop table loadtest_preload");
        } catch (SQLException e) {
            throw new LoadTestFailure("the sagas cannot be stored beforehand: " + e.getMessage(), e);
        }
    }

    /** Apart from the table that grows, so that the last copy costs what the first one does. */
    private void takeModels(String table, List<String> models) throws SQLException {
        String sql = "create temporary table %s as select * from %s where saga_id = any (?::text[])"
                .formatted(model(table), in(table));
        try (PreparedStatement take = connection.prepareStatement(sql)) {
            take.setArray(1, connection.createArrayOf("text", models.toArray()));
            take.execute();
        }
    }

    private void newIds(List<String> models, int count) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(NEW_IDS)) {
            insert.setString(1, in("saga_number"));
            insert.setArray(2, connection.createArrayOf("text", models.toArray()));
            insert.setInt(3, count);
            insert.executeUpdate();
        }
    }

    private String copy(String table) throws SQLException {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        try (PreparedStatement columns = connection.prepareStatement(COLUMNS)) {
            columns.setString(1, schema);
            columns.setString(2, table);
            try (ResultSet column = columns.executeQuery()) {
                while (column.next()) {
                    String name = '"' + column.getString(1) + '"';
                    names.add(name);
                    values.add(value(name, column.getString(2)));
                }
            }
        }
        return "insert into %s (%s) select %s from loadtest_preload n join %s t on t.saga_id = n.saga_id"
                .formatted(in(table), String.join(", ", names), String.join(", ", values), model(table));
    }

    /** What names the saga names the new one; what is a digest becomes another one. */
    private static String value(String column, String type) {
        if (column.equals("\"number\"")) {
            return "n.new_number";
        }
        return switch (type) {
            case "uuid" -> "gen_random_uuid()";
            case "text", "varchar" -> "replace(t.%s, n.saga_id, n.new_id)".formatted(column);
            case "json", "jsonb" -> "replace(t.%s::text, n.saga_id, n.new_id)::%s".formatted(column, type);
            default -> "t." + column;
        };
    }

    private static String model(String table) {
        return "loadtest_" + table;
    }

    private String in(String table) {
        return '"' + schema + "\"." + table;
    }
}
