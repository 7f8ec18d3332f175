package dev.saga.runner.commands;

import dev.saga.deadletter.StuckSaga;
import dev.saga.inspect.SagaHistory;
import dev.saga.message.Codec;
import dev.saga.runner.operations.OneLine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A saga's history as lines that a person reads. */
final class Timeline {
    private Timeline() {}

    static List<String> of(SagaHistory<?> history, @Nullable StuckSaga stuck, Codec codec) {
        var lines = new ArrayList<String>();
        lines.add("%s %s is %s at version %d"
                .formatted(history.sagaType(), OneLine.of(history.sagaId()), history.state(), history.version()));
        if (history.startedAt() != null) {
            lines.add("started " + history.startedAt());
        }
        if (history.endedAt() != null) {
            lines.add("ended   %s, after %d ms"
                    .formatted(
                            history.endedAt(),
                            Duration.between(history.startedAt(), history.endedAt())
                                    .toMillis()));
        }
        if (history.dueAt() != null) {
            lines.add("due     " + history.dueAt());
        }
        if (stuck != null) {
            lines.add("stuck   %s, at dead letter %d; messages that wait behind it: %d"
                    .formatted(stuck.since(), stuck.deadLetter(), stuck.waiting()));
        }
        if (history.corruption() != null) {
            lines.add("this is not all: " + OneLine.of(history.corruption().getMessage()));
        }
        lines.add("");
        for (SagaHistory.Entry<?> entry : history.entries()) {
            var stored = entry.stored();
            lines.add("%+8d ms  %3d %-22s %s"
                    .formatted(
                            Duration.between(history.startedAt(), stored.at()).toMillis(),
                            stored.version(),
                            stored.event().getClass().getSimpleName(),
                            text(codec, stored.event())));
            entry.commands()
                    .forEach(sent ->
                            lines.add("%17s -> %s %s".formatted("", sent.type(), text(codec, sent.command()))));
        }
        if (!history.awaiting().isEmpty()) {
            lines.add("");
            history.awaiting()
                    .forEach(awaited -> lines.add("awaits an answer to %s %s since %s"
                            .formatted(awaited.type(), text(codec, awaited.command()), awaited.since())));
        }
        return lines;
    }

    private static String text(Codec codec, Object record) {
        return OneLine.of(new String(codec.encode(record), StandardCharsets.UTF_8));
    }
}
