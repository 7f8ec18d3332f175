package dev.saga.runner.commands;

import dev.saga.deadletter.DeadLetterSummary;
import dev.saga.observe.SagaObserver;
import dev.saga.runner.Bookings;
import dev.saga.runner.SagaDatabase;
import dev.saga.runner.config.RunnerConfig;
import dev.saga.runner.json.DeadLetterJson;
import dev.saga.runner.operations.OneLine;
import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
        name = "list",
        description = "Prints the dead letters, the oldest first: id, when it last failed, attempts, reason, message"
                + " type, booking, detail.")
final class DeadLettersListCommand extends ConfiguredCommand {
    @CommandLine.Mixin
    private ListOptions options;

    @Override
    int execute(RunnerConfig config) {
        try (SagaDatabase database = SagaDatabase.openMigrated(config.postgres())) {
            var page = Bookings.tables(database, config.deadlines())
                    .deadLetters(config.retries().policy(), SagaObserver.NONE)
                    .page(options.parameters());
            if (options.json()) {
                print(DeadLetterJson.page(page.items(), page.next()));
            } else {
                page.items().forEach(letter -> out().println(line(letter)));
                ListOptions.goOn(page.next()).ifPresent(out()::println);
                if (page.items().isEmpty() && options.fromTheStart()) {
                    err().println("there are no dead letters");
                }
            }
        }
        return 0;
    }

    private static String line(DeadLetterSummary letter) {
        return OneLine.of("%6d  %-27s  %3d  %-13s  %-26s  %s  %s"
                .formatted(
                        letter.id(),
                        letter.lastFailedAt(),
                        letter.attempts(),
                        letter.reason().label(),
                        letter.type(),
                        letter.sagaId().isEmpty() ? "-" : letter.sagaId(),
                        letter.detail()));
    }
}
