package dev.saga.examples.loadtest;

import dev.saga.runner.config.ConfigurationException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ParameterException;

/** The load test's {@code main}; {@link Options} says what it does. */
public final class LoadTest {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private final PrintStream out;
    private final PrintStream err;
    private volatile boolean stopping;

    LoadTest(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Runs it and ends the JVM. */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        System.setProperty("logback.configurationFile", "dev/saga/examples/loadtest/logback.xml");
        String jar = System.getProperty("loadtest.runner");
        var loadTest = new LoadTest(utf8(FileDescriptor.out), utf8(FileDescriptor.err));
        Thread stop = loadTest.stopAtInterruption(Thread.currentThread());
        int status = loadTest.run(List.of(arguments), jar == null ? null : Path.of(jar));
        loadTest.exit(status, stop);
    }

    /** At Ctrl-C everything ends in order; what then goes wrong because of that is not worth reading. */
    private Thread stopAtInterruption(Thread main) {
        var stop = new Thread(
                () -> {
                    stopping = true;
                    main.interrupt();
                    try {
                        main.join(LONGEST_STOP.toMillis());
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "stop-loadtest");
        Runtime.getRuntime().addShutdownHook(stop);
        return stop;
    }

    private void exit(int status, Thread stop) {
        try {
            Runtime.getRuntime().removeShutdownHook(stop);
        } catch (IllegalStateException e) {
            // The JVM ends already, and waits for this thread.
            return;
        }
        System.exit(status);
    }

    /**
     * Runs it and returns the exit status.
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
            return new Run(options, out, err).execute() ? DONE : FAILED;
        } catch (ParameterException e) {
            return failed(e.getMessage() + "; --help lists the options", WRONG_USAGE);
        } catch (ConfigurationException e) {
            return failed(e.getMessage(), WRONG_USAGE);
        } catch (LoadTestFailure e) {
            return failed(e.getMessage(), FAILED);
        } catch (InterruptedException e) {
            return failed("interrupted", FAILED);
        } catch (RuntimeException e) {
            if (!stopping) {
                LoggerFactory.getLogger(LoadTest.class).error("unexpected", e);
            }
            return failed(e.toString(), FAILED);
        }
    }

    private int failed(@Nullable String problem, int status) {
        if (!stopping) {
            err.println("loadtest: " + problem);
        }
        return status;
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
