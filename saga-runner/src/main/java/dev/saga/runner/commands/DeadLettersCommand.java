package dev.saga.runner.commands;

import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
        name = "dead-letters",
        description = "Lists, shows, retries or discards messages that could not be handled.",
        subcommands = {
            DeadLettersListCommand.class,
            DeadLettersShowCommand.class,
            DeadLettersRetryCommand.class,
            DeadLettersDiscardCommand.class
        })
final class DeadLettersCommand implements Runnable {
    @CommandLine.Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Prints this.")
    private boolean help;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "one of list, show, retry and discard is missing");
    }
}
