package dev.saga.runner.commands;

import dev.saga.observe.SagaObserver;
import dev.saga.runner.Bookings;
import dev.saga.runner.SagaDatabase;
import dev.saga.runner.config.RunnerConfig;
import dev.saga.runner.operations.DeadLetterDesk;
import picocli.CommandLine;

/** A command about one dead letter. */
abstract class DeadLetterCommand extends ConfiguredCommand {
    @CommandLine.Parameters(index = "1", paramLabel = "ID", description = "The dead letter.")
    private String id;

    @Override
    final int execute(RunnerConfig config) {
        try (SagaDatabase database = SagaDatabase.openMigrated(config.postgres())) {
            var tables = Bookings.tables(database, config.deadlines());
            execute(tables.deadLetters(config.retries().policy(), SagaObserver.NONE), id);
        }
        return 0;
    }

    /** Does it. */
    abstract void execute(DeadLetterDesk desk, String letter);

    Failures.NotFound unknown() {
        return new Failures.NotFound("there is no dead letter with the id " + id);
    }

    /** For the log. */
    static String who() {
        return "the command line (user %s)".formatted(System.getProperty("user.name"));
    }
}
