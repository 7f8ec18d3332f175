package dev.saga.runner.commands;

import dev.saga.postgres.PostgresVerifier;
import dev.saga.runner.Bookings;
import dev.saga.runner.SagaDatabase;
import dev.saga.runner.config.RunnerConfig;
import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
        name = "verify",
        description =
                "Replays every stored history through the code of this release, and reports what no longer replays"
                        + " and what disagrees with its history. Reads only; exit status 1 if anything is found.")
final class VerifyCommand extends ConfiguredCommand {
    @CommandLine.Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    int execute(RunnerConfig config) {
        var progress = new Progress(err());
        try (SagaDatabase database = SagaDatabase.openMigrated(config.postgres());
                VerifyReport report = json ? new VerifyReport.Json(out()) : new VerifyReport.Lines(out())) {
            PostgresVerifier.Verified verified = Bookings.tables(database, config.deadlines())
                    .verifier()
                    .verify(
                            report::found,
                            so -> progress.say("%d sagas with %d events so far", so.sagas(), so.events()));
            return report.conclude(verified) == 0 ? 0 : Failures.FAILED;
        }
    }
}
