package dev.saga.runner.crash;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names a statement by what it does to which tables, so that a statement may be written anew without being another. The
 * product names every table with its quoted schema, which tells tables from words.
 */
final class Statements {
    private static final String TABLE = "\\s+(?:only\\s+)?\"[^\"]+\"\\.\"?(\\w+)";
    private static final Pattern WRITES = Pattern.compile(
            "\\b(insert\\s+into|update|delete\\s+from|merge\\s+into|copy|truncate|lock\\s+table)" + TABLE);
    private static final Pattern READS = Pattern.compile("(?:\\b(?:from|join)|,)" + TABLE);
    private static final Pattern LOCKS = Pattern.compile("\\bfor\\s+(?:no\\s+key\\s+)?(?:key\\s+)?(?:update|share)\\b");
    private static final Pattern CALLS = Pattern.compile("\"[^\"]+\"\\.\"?(\\w+)\"?\\s*\\(");

    private Statements() {}

    /** What the statement does; nothing for those that only ask whether the server is there, or set how it works. */
    static Optional<String> kindOf(String sql) {
        String text = sql.strip().toLowerCase(Locale.ROOT);
        Set<String> writes = new LinkedHashSet<>();
        var write = WRITES.matcher(text);
        while (write.find()) {
            writes.add(write.group(1).split("\\s+")[0] + " " + write.group(2));
        }
        if (!writes.isEmpty()) {
            return Optional.of(String.join(" + ", writes));
        }
        Set<String> tables = READS.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (!tables.isEmpty()) {
            String verb = LOCKS.matcher(text).find() ? "lock " : "select ";
            return Optional.of(verb + String.join(" + ", tables));
        }
        var call = CALLS.matcher(text);
        if (call.find()) {
            return Optional.of("call " + call.group(1));
        }
        String verb = text.split("\\W+", 2)[0];
        boolean changesNothing =
                verb.isEmpty() || Set.of("set", "show", "select", "values").contains(verb);
        return changesNothing ? Optional.empty() : Optional.of(verb);
    }
}
