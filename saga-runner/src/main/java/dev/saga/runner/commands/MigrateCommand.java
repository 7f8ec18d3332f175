package dev.saga.runner.commands;

import dev.saga.runner.SagaDatabase;
import dev.saga.runner.config.RunnerConfig;
import picocli.CommandLine.Command;

@Command(name = "migrate", description = "Creates or updates the tables. Does nothing to tables that are current.")
final class MigrateCommand extends ConfiguredCommand {
    @Override
    int execute(RunnerConfig config) {
        int scripts = SagaDatabase.migrate(config.postgres());
        String schema = config.postgres().schema();
        out().println(
                        scripts == 0
                                ? "schema %s is current".formatted(schema)
                                : "schema %s: %d scripts run".formatted(schema, scripts));
        return 0;
    }
}
