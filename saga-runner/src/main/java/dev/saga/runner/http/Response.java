package dev.saga.runner.http;

import dev.saga.runner.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An answer, whole.
 *
 * @param status the status code
 * @param contentType what the body is
 * @param body the body; its bytes are never changed
 * @param headers further headers
 */
public record Response(int status, String contentType, byte[] body, Map<String, String> headers) {
    static final int NO_CONTENT = 204;

    public Response {
        headers = Map.copyOf(headers);
    }

    /** Done, and there is nothing to say about it. */
    static Response nothing() {
        return new Response(NO_CONTENT, "", new byte[0], Map.of());
    }

    /** A JSON object. */
    public static Response json(int status, byte[] object) {
        return new Response(status, "application/json", object, Map.of());
    }

    /** Text in UTF-8. */
    public static Response text(String contentType, String text) {
        return new Response(200, contentType, text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** A failure, said in one sentence. */
    static Response error(HttpError error) {
        byte[] body = JsonText.object(json -> json.writeStringField("error", error.getMessage()));
        return new Response(error.status(), "application/json", body, error.headers());
    }
}
