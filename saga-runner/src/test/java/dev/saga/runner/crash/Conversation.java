package dev.saga.runner.crash;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is said on one connection to PostgreSQL, as far as it tells which statements are executed and answered (message
 * formats of protocol 3.0). A commit that travels apart from what it commits is another thing than one that goes along.
 * Used by the thread that has the connection.
 */
final class Conversation {
    private static final String SYNC = "\0sync";
    private static final String NOT_WATCHED = "";
    private static final String COMMIT = "commit";
    private static final String COMMIT_APART = "commit apart";

    private final Map<String, String> statements = new HashMap<>();
    private final Map<String, String> portals = new HashMap<>();
    private final Deque<String> unanswered = new ArrayDeque<>();

    /** The client says this; returns what the server will do about it, if it is the execution of a statement. */
    Optional<String> asks(char type, ByteBuffer body) {
        switch (type) {
            case 'P' -> statements.put(text(body), kind(text(body)));
            case 'B' -> portals.put(text(body), statements.getOrDefault(text(body), NOT_WATCHED));
            case 'E' -> {
                return executes(portals.getOrDefault(text(body), NOT_WATCHED));
            }
            case 'Q' -> {
                Optional<String> executed = executes(kind(text(body)));
                unanswered.add(SYNC);
                return executed;
            }
            case 'S' -> unanswered.add(SYNC);
            default -> {
                // says nothing of statements
            }
        }
        return Optional.empty();
    }

    /**
     * The server says something of this type; returns what it has done, if that was a statement, and the last one of those
     * that were asked for together: the others have an answer only when that one is done too.
     */
    Optional<String> answers(char type) {
        switch (type) {
            case 'C', 'I', 's' -> {
                boolean another = !unanswered.isEmpty() && !SYNC.equals(unanswered.peek());
                return another ? unlessMoreFollow(unanswered.remove()) : Optional.empty();
            }
            case 'E' -> {
                while (!unanswered.isEmpty() && !SYNC.equals(unanswered.peek())) {
                    unanswered.remove();
                }
            }
            case 'Z' -> {
                while (!unanswered.isEmpty() && !SYNC.equals(unanswered.remove())) {
                    // left over from an error
                }
            }
            default -> {
                // rows and the like
            }
        }
        return Optional.empty();
    }

    private Optional<String> executes(String kind) {
        boolean apart = unanswered.isEmpty() || SYNC.equals(unanswered.peekLast());
        String named = apart && kind.equals(COMMIT) ? COMMIT_APART : kind;
        unanswered.add(named);
        return watched(named);
    }

    private Optional<String> unlessMoreFollow(String kind) {
        boolean more = unanswered.stream()
                .takeWhile(later -> !SYNC.equals(later))
                .anyMatch(later -> !NOT_WATCHED.equals(later));
        return more ? Optional.empty() : watched(kind);
    }

    private static Optional<String> watched(String kind) {
        return kind.equals(NOT_WATCHED) ? Optional.empty() : Optional.of(kind);
    }

    private static String kind(String sql) {
        return Statements.kindOf(sql).orElse(NOT_WATCHED);
    }

    /** A text that a zero byte ends. */
    private static String text(ByteBuffer body) {
        int from = body.position();
        while (body.get() != 0) {
            // on to its end
        }
        return new String(body.array(), from, body.position() - from - 1, StandardCharsets.UTF_8);
    }
}
