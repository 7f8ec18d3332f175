package dev.saga.runner.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A request without its body, which no endpoint reads.
 *
 * @param method the method as it was sent
 * @param rawPath the path, percent-encoded
 * @param rawQuery the query, percent-encoded, empty if there is none
 * @param headers all values of each header, by its name in lower case
 * @param variables what stands in the path for the variables of the route, decoded
 * @param remote the address that it came from
 */
public record Request(
        String method,
        String rawPath,
        String rawQuery,
        Map<String, List<String>> headers,
        Map<String, String> variables,
        String remote) {
    public Request {
        headers = Map.copyOf(headers);
        variables = Map.copyOf(variables);
    }

    /** All values of a header, whatever the case of its name. */
    public List<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /**
     * What stands in the path for a variable of the route.
     *
     * @throws IllegalArgumentException if the route has no such variable
     */
    public String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no variable {" + name + "}");
        }
        return value;
    }

    /**
     * The parameters of the query.
     *
     * @param known those that the endpoint understands
     * @throws HttpError 400 if there is another, or one of them twice, or one without a value
     */
    public Map<String, String> parameters(String... known) {
        return Query.parse(rawQuery, List.of(known));
    }

    /** The same request, matched. */
    Request with(Map<String, String> matched) {
        return new Request(method, rawPath, rawQuery, headers, matched, remote);
    }
}
