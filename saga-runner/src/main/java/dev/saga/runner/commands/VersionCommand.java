package dev.saga.runner.commands;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(name = "version", description = "Prints the version.")
final class VersionCommand implements Callable<Integer> {
    @CommandLine.Option(names = "--help", usageHelp = true, description = "Prints this.")
    private boolean help;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        String version = Main.class.getPackage().getImplementationVersion();
        spec.commandLine().getOut().println("saga-runner " + (version == null ? "(not packaged)" : version));
        return 0;
    }
}
