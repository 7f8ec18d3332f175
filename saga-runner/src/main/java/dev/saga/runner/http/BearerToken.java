package dev.saga.runner.http;

import dev.saga.runner.config.OrNone;
import dev.saga.runner.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;

/**
 * The token that requests must carry which change anything (RFC 6750).
 *
 * @param secret the token; without one, such requests are refused
 */
public record BearerToken(OrNone<Secret> secret) {
    private static final String SCHEME = "Bearer ";

    /** @throws HttpError 403 if no token is configured, 401 if the request does not carry it */
    void check(Request request) {
        Secret expected = secret.value()
                .orElseThrow(() -> new HttpError(
                        403, "nothing can be changed over HTTP here, because http.token is not configured"));
        List<String> given = request.header("Authorization");
        if (given.size() != 1 || !carries(given.get(0), expected)) {
            throw new HttpError(
                    401,
                    "this needs the header 'Authorization: Bearer TOKEN' with the token that http.token configures",
                    Map.of("WWW-Authenticate", "Bearer"));
        }
    }

    /** Header values come as one character a byte. The comparison takes the same time wherever two tokens differ. */
    private static boolean carries(String authorization, Secret expected) {
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        String token = authorization.substring(SCHEME.length()).strip();
        return MessageDigest.isEqual(
                token.getBytes(StandardCharsets.ISO_8859_1), expected.reveal().getBytes(StandardCharsets.UTF_8));
    }
}
