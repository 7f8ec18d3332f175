package dev.saga.examples.demo;

import dev.saga.runner.config.RunnerConfig;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How to look at what is left running.
 *
 * @param postgres a command, or where to look
 * @param kafka a command, or where to look
 */
record Connections(String postgres, String kafka) {

    static Connections embedded(EmbeddedServers servers) {
        return new Connections(
                "psql 'host=127.0.0.1 port=%d user=postgres dbname=postgres options=-csearch_path=saga'"
                        .formatted(servers.postgres().port()),
                kcat(servers.kafka().bootstrapServers(), "saga.confirm_booking"));
    }

    static Connections given(Path file, RunnerConfig config) {
        return new Connections(
                "PostgreSQL as in " + file,
                kcat(config.kafka().bootstrapServers(), config.kafka().topic("saga.confirm_booking")));
    }

    private static String kcat(String servers, String topic) {
        return "kcat -b %s -t %s -C -e -f '%%k %%h %%s\\n'".formatted(servers, topic);
    }

    void print(PrintStream out, Optional<URI> http) {
        out.println();
        out.println("Everything stays up until Ctrl-C; then the demo's own servers and their data are gone.");
        out.println("  " + postgres);
        out.println("  " + kafka);
        http.ifPresent(address -> out.println("  " + address));
    }
}
