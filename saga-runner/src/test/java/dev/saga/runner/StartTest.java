package dev.saga.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.saga.runner.config.RunnerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What a start says and does first; nobody listens where this one would look for the database and the broker. */
class StartTest {
    private static final Map<String, String> NOBODY_THERE =
            Map.of("kafka.bootstrap.servers", "127.0.0.1:1", "postgres.url", "jdbc:postgresql://127.0.0.1:1/saga");

    @Test
    void a_port_that_is_taken_is_found_before_anything_else_is_touched() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            RunnerConfig config = with("http.port", Integer.toString(taken.getLocalPort()));

            assertThatThrownBy(() -> Runner.start(config))
                    .isInstanceOf(StartupFailure.class)
                    .hasMessage("http.port: cannot listen on 127.0.0.1:%d: Address already in use"
                            .formatted(taken.getLocalPort()));
        }
    }

    @Test
    void a_port_is_free_again_after_a_start_that_failed() throws IOException {
        int port = freePort();

        assertThatThrownBy(() -> Runner.start(with("http.port", Integer.toString(port))))
                .isInstanceOf(StartupFailure.class)
                .hasMessageStartingWith("postgres.url: ");

        try (var again = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(again.isBound()).isTrue();
        }
    }

    @Test
    void what_is_probably_not_meant_is_in_the_log_of_an_embedded_one_too() {
        var logger = (Logger) LoggerFactory.getLogger(Runner.class);
        var log = new ListAppender<ILoggingEvent>();
        log.start();
        logger.addAppender(log);
        try {
            assertThatThrownBy(() -> Runner.start(with("kafka.no.such.setting", "3")))
                    .isInstanceOf(StartupFailure.class);
        } finally {
            logger.detachAppender(log);
        }

        assertThat(log.list)
                .extracting(event -> event.getLevel() + " " + event.getFormattedMessage())
                .singleElement()
                .asString()
                .startsWith("WARN kafka.no.such.setting");
    }

    private static RunnerConfig with(String key, String value) {
        var all = new HashMap<>(NOBODY_THERE);
        all.put("http.port", "none");
        all.put(key, value);
        return RunnerConfig.of(all, Map.of());
    }

    private static int freePort() throws IOException {
        try (var any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }
}
