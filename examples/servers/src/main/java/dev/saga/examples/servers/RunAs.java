package dev.saga.examples.servers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** As whom PostgreSQL runs, which refuses to run as root. Each way replaces itself by PostgreSQL and keeps its process id. */
enum RunAs {
    /** As the one who runs this JVM, if that is not root. */
    CALLER(List.of()),

    /** As root in a user namespace in which root is nobody. Files stay root's; many containers forbid it. */
    USER_NAMESPACE(List.of("unshare", "-U")),

    /** As the user nobody. Files become nobody's, and every directory above them must be open to nobody. */
    NOBODY(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=-all"));

    private final List<String> prefix;

    RunAs(List<String> prefix) {
        this.prefix = prefix;
    }

    /** The ways that work here, the best first. */
    static List<RunAs> usable() {
        if (!Command.of("id", "-u").run().equals("0")) {
            return List.of(CALLER);
        }
        return Arrays.stream(values())
                .filter(way -> way != CALLER && way.command("true").succeeds())
                .toList();
    }

    static RunAs best() {
        return usable().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("PostgreSQL refuses to run as root, and neither"
                        + " 'unshare -U' nor 'setpriv' works here. Run as another user, or name a running server in "
                        + Servers.POSTGRES_URL));
    }

    Command command(String... words) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(List.of(words));
        return new Command(List.copyOf(all));
    }

    /** Lets PostgreSQL own the directory with everything in it. */
    void handOver(Path directory) {
        if (this == NOBODY) {
            Command.of("chown", "-R", "65534:65534", directory.toString()).run();
        }
    }

    /** Where this user may keep, and PostgreSQL may read, what the next start shall find. */
    Path cache() {
        if (this == NOBODY) {
            return Path.of("/var/cache/saga");
        }
        return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(value -> !value.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
                .resolve("saga");
    }
}
