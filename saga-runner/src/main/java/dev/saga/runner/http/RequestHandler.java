package dev.saga.runner.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.saga.orchestrator.StoreUnavailable;
import dev.saga.runner.operations.InvalidRequest;
import dev.saga.saga.CorruptStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Between the JDK's server and the routes: every request gets an answer in the form of the contract. */
final class RequestHandler implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

    private final Routes routes;

    RequestHandler(Routes routes) {
        this.routes = routes;
    }

    /** Once the answer is sent, what is left of the request's body is read, up to a bound; then the connection can go on. */
    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, answer(request(exchange)));
        }
    }

    private Response answer(Request request) {
        try {
            return routes.answer(request);
        } catch (HttpError e) {
            return Response.error(e);
        } catch (InvalidRequest e) {
            return Response.error(new HttpError(400, e.getMessage()));
        } catch (StoreUnavailable e) {
            return Response.error(new HttpError(503, "the database does not answer at the moment, try again later"));
        } catch (CorruptStream e) {
            LOG.error("{} {} met a history that cannot be replayed", request.method(), request.rawPath(), e);
            return Response.error(new HttpError(500, e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", request.method(), request.rawPath(), e);
            return Response.error(
                    new HttpError(500, "this failed for a reason that is in the log of the orchestrator"));
        }
    }

    private static Request request(HttpExchange exchange) {
        Map<String, List<String>> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), ""),
                headers,
                Map.of(),
                exchange.getRemoteAddress().getAddress().getHostAddress());
    }

    private static void send(HttpExchange exchange, Response response) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        response.headers().forEach(headers::set);
        if (response.status() == Response.NO_CONTENT) {
            exchange.sendResponseHeaders(response.status(), -1);
            return;
        }
        headers.set("Content-Type", response.contentType());
        int length = response.body().length;
        if (exchange.getRequestMethod().equals("HEAD") || length == 0) {
            headers.set("Content-Length", Integer.toString(length));
            exchange.sendResponseHeaders(response.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(response.status(), length);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(response.body());
        }
    }
}
