package dev.saga.examples.chaos;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ParameterException;

/** The chaos runs' {@code main}; {@link Options} says what they do. */
public final class Chaos {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private final PrintStream out;
    private final PrintStream err;

    Chaos(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Runs and ends the JVM. */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        System.setProperty("logback.configurationFile", "dev/saga/examples/chaos/logback.xml");
        String jar = System.getProperty("chaos.runner");
        var chaos = new Chaos(utf8(FileDescriptor.out), utf8(FileDescriptor.err));
        System.exit(chaos.run(List.of(arguments), jar == null ? null : Path.of(jar)));
    }

    /**
     * Runs and returns the exit status.
     *
     * @param runnerJar the runner, unless the arguments name another one; null for the one on this class path
     */
    int run(List<String> arguments, @Nullable Path runnerJar) {
        try {
            Options options = Options.parse(arguments, runnerJar);
            if (options.help()) {
                out.print(options.usage());
                return DONE;
            }
            return run(options);
        } catch (ParameterException e) {
            return failed(e.getMessage() + "; --help lists the options", WRONG_USAGE);
        } catch (ChaosFailure e) {
            return failed(e.getMessage(), FAILED);
        } catch (InterruptedException e) {
            return failed("interrupted", FAILED);
        } catch (IOException | RuntimeException e) {
            LoggerFactory.getLogger(Chaos.class).error("unexpected", e);
            return failed(e.toString(), FAILED);
        }
    }

    private int run(Options options) throws InterruptedException, IOException {
        Path directory =
                options.logs == null ? Files.createTempDirectory("saga-chaos-") : Files.createDirectories(options.logs);
        try {
            if (options.recovery > 0) {
                new Recovery(options, directory, err).execute().forEach(out::println);
                return DONE;
            }
            Result result = new Run(options, directory, err).execute();
            if (options.json) {
                out.println(Report.json(result));
                result.wrong().forEach(err::println);
            } else {
                Report.lines(result).forEach(out::println);
            }
            return result.isRight() ? DONE : FAILED;
        } finally {
            if (options.logs == null) {
                delete(directory);
            }
        }
    }

    private int failed(@Nullable String problem, int status) {
        err.println("chaos: " + problem);
        return status;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
