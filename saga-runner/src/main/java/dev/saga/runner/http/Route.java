package dev.saga.runner.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A method and a place, and who answers there.
 *
 * @param method such as {@code GET}, which answers {@code HEAD} too
 * @param pattern a path such as {@code /api/sagas/{id}}; a variable takes one segment that is not empty
 * @param endpoint who answers
 */
public record Route(String method, String pattern, Endpoint endpoint) {

    /** A place to look at. */
    public static Route get(String pattern, Endpoint endpoint) {
        return new Route("GET", pattern, endpoint);
    }

    /** Whether requests here only look, so that they need no token. */
    boolean reads() {
        return method.equals("GET");
    }

    boolean takes(String requested) {
        return method.equals(requested) || reads() && requested.equals("HEAD");
    }

    /** What the variables of the pattern stand for in this path, if the path is one of the pattern's. */
    Optional<Map<String, String>> match(List<String> path) {
        String[] segments = pattern.split("/", -1);
        if (segments.length != path.size()) {
            return Optional.empty();
        }
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < segments.length; i++) {
            String segment = segments[i];
            if (segment.startsWith("{") && !path.get(i).isEmpty()) {
                variables.put(segment.substring(1, segment.length() - 1), path.get(i));
            } else if (!segment.equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }
}
