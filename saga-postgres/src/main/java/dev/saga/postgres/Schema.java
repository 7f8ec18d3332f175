package dev.saga.postgres;

/**
 * The schema that holds the saga's tables. Statements name it in full, so no search path is relied on, not even that of
 * a connection which somebody else opened.
 *
 * @param name the schema's name, as it is; any name that PostgreSQL can have
 */
public record Schema(String name) {
    /** Where the tables are unless told otherwise. */
    public static final Schema DEFAULT = new Schema("saga");

    /** @throws IllegalArgumentException if no schema can have that name */
    public Schema {
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a schema's name is not empty and has no U+0000");
        }
    }

    /** The SQL with the schema's quoted name in place of each {@code %s.}. */
    String in(String sql) {
        return sql.replace("%s.", quoted() + ".");
    }

    /** The name as an SQL identifier. */
    public String quoted() {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
