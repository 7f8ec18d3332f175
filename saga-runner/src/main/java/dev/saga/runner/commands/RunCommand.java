package dev.saga.runner.commands;

import dev.saga.runner.Runner;
import dev.saga.runner.config.RunnerConfig;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

@Command(name = "run", description = "Runs the orchestrator until it is told to stop (SIGTERM or SIGINT). The default.")
final class RunCommand extends ConfiguredCommand {
    private static final Duration LONGEST_STOP = Duration.ofSeconds(7);

    private final AtomicReference<Runner> runner = new AtomicReference<>();

    @Override
    int execute(RunnerConfig config) {
        Thread.setDefaultUncaughtExceptionHandler(RunCommand::end);
        var stop = new Thread(this::stop, "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            runner.set(Runner.start(config));
        } catch (RuntimeException | Error e) {
            Runtime.getRuntime().removeShutdownHook(stop);
            throw e;
        }
        awaitTheEnd();
        return 0;
    }

    /** A process that a signal ends would report the signal; a clean stop is status 0, so it halts here. */
    private void stop() {
        Runner running = runner.get();
        if (running != null) {
            log().info("stopping");
            var closing = new Thread(running::close, "closing");
            closing.setDaemon(true);
            closing.start();
            log().info(endsInTime(closing) ? "stopped" : "stopped without waiting any longer; nothing is lost by it");
        }
        Runtime.getRuntime().halt(0);
    }

    /** Not before it is clear that this command runs: the others log elsewhere. */
    private static Logger log() {
        return LoggerFactory.getLogger(RunCommand.class);
    }

    /** A process that has lost a thread looks alive and is not: it ends, and whoever supervises it starts it again. */
    private static void end(Thread thread, Throwable cause) {
        log().error("the thread {} has ended, and so does the process", thread.getName(), cause);
        Runtime.getRuntime().halt(1);
    }

    private static boolean endsInTime(Thread closing) {
        try {
            closing.join(LONGEST_STOP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !closing.isAlive();
    }

    private static void awaitTheEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
