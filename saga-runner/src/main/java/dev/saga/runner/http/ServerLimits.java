package dev.saga.runner.http;

import java.util.Map;

/**
 * What the JDK's server allows a client. It reads these system properties once, when its first server is made; a value
 * given on the command line wins.
 */
final class ServerLimits {
    private static final Map<String, String> LIMITS = Map.of(
            // a client that does not send its request holds a thread no longer
            "sun.net.httpserver.maxReqTime", "5",
            // nor does one that does not take its answer
            "sun.net.httpserver.maxRspTime", "30",
            "sun.net.httpserver.idleInterval", "30",
            "sun.net.httpserver.maxReqHeaderSize", "65536",
            "sun.net.httpserver.drainAmount", "65536",
            "jdk.httpserver.maxConnections", "256",
            // header and body are written apart, and waiting for an acknowledgement between them costs 40 ms
            "sun.net.httpserver.nodelay", "true");

    private ServerLimits() {}

    static void apply() {
        LIMITS.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
    }
}
