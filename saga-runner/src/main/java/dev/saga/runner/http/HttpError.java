package dev.saga.runner.http;

import java.util.Map;

/** Thrown by an endpoint instead of answering: the status, and one sentence for the person who asked. */
public final class HttpError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Map<String, String> headers;

    /** With this status and sentence. */
    public HttpError(int status, String sentence) {
        this(status, sentence, Map.of());
    }

    /** The same with further headers. */
    public HttpError(int status, String sentence, Map<String, String> headers) {
        super(sentence, null, false, false);
        this.status = status;
        this.headers = Map.copyOf(headers);
    }

    /** The status code. */
    public int status() {
        return status;
    }

    /** Further headers of the answer. */
    public Map<String, String> headers() {
        return headers;
    }
}
