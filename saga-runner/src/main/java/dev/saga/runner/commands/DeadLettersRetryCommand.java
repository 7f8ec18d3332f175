package dev.saga.runner.commands;

import dev.saga.orchestrator.Answer;
import dev.saga.runner.json.DeadLetterJson;
import dev.saga.runner.operations.DeadLetterDesk;
import dev.saga.runner.operations.OneLine;
import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
        name = "retry",
        description = "Handles a dead letter again: applied, ignored and duplicate ones are gone, a refused one stays."
                + " Commands are recorded, and a running orchestrator publishes them.")
final class DeadLettersRetryCommand extends DeadLetterCommand {
    @CommandLine.Option(names = "--json", description = "Prints what POST /api/dead-letters/{id}/retry answers.")
    private boolean json;

    @Override
    void execute(DeadLetterDesk desk, String id) {
        Answer answer = desk.retry(id, who()).orElseThrow(this::unknown);
        String said = DeadLetterDesk.said(answer);
        if (answer instanceof Answer.Refused) {
            throw new Failures.NotAllowed("dead letter %s is refused again: %s".formatted(id, OneLine.of(said)));
        }
        if (answer instanceof Answer.Waits) {
            throw new Failures.NotAllowed(said);
        }
        if (json) {
            print(DeadLetterJson.outcome(said));
        } else {
            out().println(said);
        }
    }
}
