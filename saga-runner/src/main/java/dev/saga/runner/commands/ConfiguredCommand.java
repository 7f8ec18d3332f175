package dev.saga.runner.commands;

import dev.saga.runner.config.RunnerConfig;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** A command that begins with a properties file. */
abstract class ConfiguredCommand implements Callable<Integer> {
    @CommandLine.Parameters(index = "0", paramLabel = "saga.properties", description = "The properties file.")
    private Path file;

    @CommandLine.Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Prints this.")
    private boolean help;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public final Integer call() {
        return execute(RunnerConfig.load(file, System.getenv()));
    }

    /** Does it, and answers the exit status. */
    abstract int execute(RunnerConfig config);

    /** Prints a JSON object. */
    void print(byte[] json) {
        out().println(new String(json, StandardCharsets.UTF_8));
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
