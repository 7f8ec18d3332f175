package dev.saga.runner.commands;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/** Which part of a list is printed, and how. */
final class ListOptions {
    @CommandLine.Option(names = "--limit", paramLabel = "N", description = "Prints at most N (100; 1 to 1000).")
    private Optional<String> limit = Optional.empty();

    @CommandLine.Option(names = "--cursor", paramLabel = "C", description = "Goes on where another page ended.")
    private Optional<String> cursor = Optional.empty();

    @CommandLine.Option(names = "--json", description = "Prints what the HTTP interface answers.")
    private boolean json;

    boolean json() {
        return json;
    }

    /** Whether nothing comes before the page. */
    boolean fromTheStart() {
        return cursor.isEmpty();
    }

    /** What a request over HTTP would say. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new HashMap<>();
        limit.ifPresent(value -> parameters.put("limit", value));
        cursor.ifPresent(value -> parameters.put("cursor", value));
        return parameters;
    }

    /** The line that tells how to go on, if there is more. */
    static Optional<String> goOn(Optional<String> next) {
        return next.map(cursor -> "there are more: --cursor " + cursor);
    }
}
