package dev.saga.runner.commands;

import dev.saga.runner.operations.DeadLetterDesk;
import picocli.CommandLine.Command;

@Command(
        name = "discard",
        description = "Lets go of a dead letter, for ever. What it was is in the log, on standard error.")
final class DeadLettersDiscardCommand extends DeadLetterCommand {
    @Override
    void execute(DeadLetterDesk desk, String id) {
        if (!desk.discard(id, who())) {
            throw unknown();
        }
        out().println("dead letter %s is discarded".formatted(id));
    }
}
