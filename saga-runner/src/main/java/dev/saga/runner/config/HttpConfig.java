package dev.saga.runner.config;

/** Whether and where HTTP is served. */
public sealed interface HttpConfig {

    /** Not at all. */
    record Off() implements HttpConfig {}

    /**
     * At an address.
     *
     * @param host a host name or IP address
     * @param port 0 to take a free one
     * @param token asked of every request that changes anything; without one, such requests are refused
     */
    record Listening(String host, int port, OrNone<Secret> token) implements HttpConfig {}

    /** Reads all keys, so that a malformed one is found even where HTTP is off. */
    static HttpConfig read(Settings settings) {
        String host = settings.get(KnownKeys.HTTP_HOST);
        OrNone<Secret> token = settings.get(KnownKeys.HTTP_TOKEN);
        return settings.get(KnownKeys.HTTP_PORT)
                .value()
                .<HttpConfig>map(port -> new Listening(host, port, token))
                .orElseGet(Off::new);
    }
}
