package dev.saga.runner.commands;

import dev.saga.deadletter.StuckSaga;
import dev.saga.inspect.SagaInFlight;
import dev.saga.runner.Bookings;
import dev.saga.runner.SagaDatabase;
import dev.saga.runner.config.RunnerConfig;
import dev.saga.runner.json.SagaJson;
import dev.saga.runner.operations.OneLine;
import dev.saga.runner.operations.SagaList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
        name = "list",
        description = "Prints the bookings in flight, the one that has been longest in its state first: state, since"
                + " when, when its deadline elapses, id, and the dead letter that it is stuck at.")
final class ListCommand extends ConfiguredCommand {
    @CommandLine.Option(names = "--state", paramLabel = "S", description = "Prints only those in this state.")
    private Optional<String> state = Optional.empty();

    @CommandLine.Mixin
    private ListOptions options;

    @Override
    int execute(RunnerConfig config) {
        var parameters = options.parameters();
        state.ifPresent(value -> parameters.put("state", value));
        try (SagaDatabase database = SagaDatabase.openMigrated(config.postgres())) {
            var tables = Bookings.tables(database, config.deadlines());
            var page = new SagaList(tables.archive(), Bookings.STATES_IN_FLIGHT).page(parameters);
            var ids = page.items().stream().map(SagaInFlight::sagaId).toList();
            var stuck = tables.stuckSagas().stuck(ids);
            if (options.json()) {
                print(new SagaJson<>(tables.saga(), Bookings.CODEC).inFlight(page.items(), stuck, page.next()));
            } else {
                page.items().forEach(inFlight -> out().println(line(inFlight, stuck.get(inFlight.sagaId()))));
                ListOptions.goOn(page.next()).ifPresent(out()::println);
                if (page.items().isEmpty() && options.fromTheStart()) {
                    err().println("no booking is in flight"
                            + state.map(" in state "::concat).orElse(""));
                }
            }
        }
        return 0;
    }

    private static String line(SagaInFlight saga, @Nullable StuckSaga stuck) {
        Object due = saga.dueAt() == null ? "-" : saga.dueAt();
        String at = stuck == null ? "" : "  (stuck at dead letter %d)".formatted(stuck.deadLetter());
        return "%-15s  %-27s  %-27s  %s%s".formatted(saga.state(), saga.since(), due, OneLine.of(saga.sagaId()), at);
    }
}
