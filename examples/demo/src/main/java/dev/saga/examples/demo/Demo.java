package dev.saga.examples.demo;

import ch.qos.logback.classic.LoggerContext;
import dev.saga.runner.StartupFailure;
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

/** The demo's {@code main}; {@link Options} says what it does. */
public final class Demo {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;
    private volatile boolean stopping;
    private volatile boolean onGivenServers;

    Demo(PrintStream out, PrintStream err, boolean terminal) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
    }

    /** Runs the demo and ends the JVM: the broker's threads would keep it alive. */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        System.setProperty("logback.configurationFile", "dev/saga/examples/demo/logback.xml");
        var demo = new Demo(utf8(FileDescriptor.out), utf8(FileDescriptor.err), Boolean.getBoolean("demo.terminal"));
        var stop = demo.stopAtInterruption(Thread.currentThread());
        Path bookings = Path.of(System.getProperty("demo.bookings", "examples/demo/bookings.jsonl"));
        int status = demo.run(List.of(arguments), bookings);
        demo.exit(status, stop);
    }

    /** Runs it and returns the exit status. */
    int run(List<String> arguments, Path defaultBookings) {
        try {
            Options options = Options.parse(arguments, defaultBookings);
            if (options.help()) {
                out.print(options.usage());
                return DONE;
            }
            onGivenServers = options.config != null;
            return new Run(options, out, terminal).execute() ? DONE : FAILED;
        } catch (ParameterException e) {
            return failed(e.getMessage() + "; --help lists the options", WRONG_USAGE);
        } catch (UsageError | ConfigurationException e) {
            return failed(e.getMessage(), WRONG_USAGE);
        } catch (DemoFailure | StartupFailure e) {
            return failed(e.getMessage(), FAILED);
        } catch (InterruptedException e) {
            return FAILED;
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(Demo.class).error("unexpected", e);
            return failed(e.toString(), FAILED);
        }
    }

    private int failed(@Nullable String problem, int status) {
        if (!stopping) {
            err.println("demo: " + Columns.plain(String.valueOf(problem)));
        }
        return status;
    }

    /**
     * At Ctrl-C the demo's own servers stop by themselves, at the same time as the rest, and take their data with them:
     * what the rest has to say about that is not worth reading or waiting for. On given servers the rest stops in order.
     */
    private Thread stopAtInterruption(Thread main) {
        var stop = new Thread(() -> stop(main), "stop-demo");
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

    private void stop(Thread main) {
        stopping = true;
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logging) {
            logging.stop();
        }
        main.interrupt();
        if (!onGivenServers) {
            return;
        }
        try {
            main.join(LONGEST_STOP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
