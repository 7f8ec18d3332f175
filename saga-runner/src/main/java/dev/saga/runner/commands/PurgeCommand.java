package dev.saga.runner.commands;

import dev.saga.postgres.PostgresPurge;
import dev.saga.postgres.PurgePlace;
import dev.saga.postgres.Purged;
import dev.saga.runner.Bookings;
import dev.saga.runner.SagaDatabase;
import dev.saga.runner.config.RunnerConfig;
import dev.saga.runner.json.JsonText;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
        name = "purge",
        description = "Removes sagas that ended long ago, with their events, and forgets their messages and those"
                + " of no saga that is known. What is in flight stays, and so do dead letters.")
final class PurgeCommand extends ConfiguredCommand {
    private static final String ENDED_BEFORE = "--ended-before";

    @CommandLine.Option(
            names = ENDED_BEFORE,
            paramLabel = "DURATION",
            required = true,
            description = "How old a saga's last event must be: an ISO-8601 duration such as P90D, not shorter than"
                    + " saga.retention.horizon.")
    private String endedBefore;

    @CommandLine.Option(names = "--dry-run", description = "Only says what would be removed.")
    private boolean dryRun;

    @CommandLine.Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    int execute(RunnerConfig config) {
        Duration age = config.retention().age(ENDED_BEFORE, endedBefore);
        try (SagaDatabase database = SagaDatabase.openMigrated(config.postgres())) {
            Purged purged = all(Bookings.tables(database, config.deadlines()).purge(), age);
            if (json) {
                print(json(purged));
            } else {
                String text = dryRun
                        ? "would remove %d sagas with %d events, and forget %d messages"
                        : "removed %d sagas with %d events, and forgot %d messages";
                out().println(text.formatted(purged.sagas(), purged.events(), purged.messages()));
                if (purged.unreadable() > 0) {
                    out().println("kept %d sagas that no longer replay; the command verify says why"
                            .formatted(purged.unreadable()));
                }
            }
        }
        return 0;
    }

    private Purged all(PostgresPurge<?, ?, ?> purge, Duration age) {
        var all = Purged.NOTHING;
        var progress = new Progress(err());
        var from = Optional.of(PurgePlace.START);
        while (from.isPresent()) {
            var batch = dryRun ? purge.preview(from.get(), age) : purge.remove(from.get(), age);
            all = all.plus(batch.purged());
            progress.say(dryRun ? "%d sagas found so far" : "%d sagas removed so far", all.sagas());
            from = batch.next();
        }
        return all;
    }

    private byte[] json(Purged purged) {
        return JsonText.object(json -> {
            json.writeBooleanField("dryRun", dryRun);
            json.writeNumberField("sagas", purged.sagas());
            json.writeNumberField("events", purged.events());
            json.writeNumberField("messages", purged.messages());
            json.writeNumberField("unreadable", purged.unreadable());
        });
    }
}
