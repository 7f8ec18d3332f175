package dev.saga.examples.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;

/**
 * PostgreSQL's programs and an empty cluster to copy, both kept in the user's cache from the first use on.
 *
 * @param template a cluster as {@code initdb} left it; a copy is at hand in a third of the time {@code initdb} takes
 */
record PostgresInstallation(RunAs runAs, Path programs, Path template) {

    static PostgresInstallation ready(RunAs runAs) {
        String name = "postgres-" + version() + "-" + platform();
        Cache cache = new Cache(runAs.cache());
        try {
            Path programs = cache.entry(name, new Archive("/postgres-" + platform() + ".txz")::unpackInto);
            Path template = cache.entry(name + "-cluster", directory -> initialise(runAs, programs, directory));
            return new PostgresInstallation(runAs, programs, template);
        } catch (IOException failure) {
            throw new UncheckedIOException("PostgreSQL could not be unpacked into " + cache.root(), failure);
        }
    }

    Command program(String name, String... arguments) {
        String[] words = new String[arguments.length + 1];
        words[0] = programs.resolve("bin").resolve(name).toString();
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        return runAs.command(words);
    }

    /** A new cluster in a directory of its own, to be thrown away. */
    Path temporaryCluster() {
        try {
            Path data = Files.createTempDirectory("saga-postgres-");
            FileTree.copy(template, data);
            runAs.handOver(data);
            return data;
        } catch (IOException failure) {
            throw new UncheckedIOException("No new cluster could be made for PostgreSQL", failure);
        }
    }

    /** Makes a new cluster there, unless there is one already. A crash leaves either none or a whole one. */
    void ensureCluster(Path data) {
        if (Files.exists(data.resolve("PG_VERSION"))) {
            return;
        }
        try {
            Files.createDirectories(data);
            Path making = Files.createTempDirectory(data.toAbsolutePath().getParent(), "making-");
            FileTree.copy(template, making);
            runAs.handOver(making);
            program("initdb", "--sync-only", "-D", making.toString()).run();
            Files.move(making, data, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "No new cluster could be made in " + data + ", which must be empty or hold a cluster", failure);
        }
    }

    private static void initialise(RunAs runAs, Path programs, Path directory) {
        runAs.handOver(directory);
        runAs.command(
                        programs.resolve("bin/initdb").toString(),
                        "--pgdata=" + directory,
                        "--username=" + EmbeddedPostgres.USER,
                        "--auth=trust",
                        "--encoding=UTF8",
                        // The same order of strings on every system, whatever locales it has.
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--no-sync",
                        "--no-instructions")
                .run();
    }

    private static String version() {
        Properties properties = new Properties();
        try (InputStream content = PostgresInstallation.class.getResourceAsStream("postgres.properties")) {
            properties.load(Objects.requireNonNull(content, "postgres.properties is missing beside this class"));
        } catch (IOException failure) {
            throw new UncheckedIOException("postgres.properties is unreadable", failure);
        }
        return properties.getProperty("version");
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        String processor = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        return system + "-" + processor;
    }
}
