package dev.saga.runner.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Everything that can be asked for. What changes anything asks for the token, whoever adds the route.
 *
 * @param token the token
 * @param routes the places
 */
public record Routes(BearerToken token, List<Route> routes) {
    public Routes {
        routes = List.copyOf(routes);
    }

    /** @throws HttpError 400, 401, 403, 404, 405, or as the endpoint does */
    Response answer(Request request) {
        List<String> path = Arrays.stream(request.rawPath().split("/", -1))
                .map(PercentEncoding::decode)
                .toList();
        var here = new ArrayList<Route>();
        for (Route route : routes) {
            var variables = route.match(path);
            if (variables.isPresent()) {
                if (route.takes(request.method())) {
                    return answer(route, request.with(variables.get()));
                }
                here.add(route);
            }
        }
        if (here.isEmpty()) {
            throw new HttpError(404, "there is nothing at this address");
        }
        throw notAllowed(request.method(), here);
    }

    private Response answer(Route route, Request request) {
        if (!route.reads()) {
            token.check(request);
        }
        return route.endpoint().answer(request);
    }

    private static HttpError notAllowed(String method, List<Route> here) {
        var allowed = new TreeSet<String>();
        for (Route route : here) {
            allowed.add(route.method());
            if (route.reads()) {
                allowed.add("HEAD");
            }
        }
        String allow = String.join(", ", allowed);
        return new HttpError(405, method + " is not possible here, only " + allow, Map.of("Allow", allow));
    }
}
