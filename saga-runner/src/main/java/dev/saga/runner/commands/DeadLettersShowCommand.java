package dev.saga.runner.commands;

import dev.saga.deadletter.StoredDeadLetter;
import dev.saga.message.Header;
import dev.saga.runner.json.DeadLetterJson;
import dev.saga.runner.json.Octets;
import dev.saga.runner.operations.DeadLetterDesk;
import dev.saga.runner.operations.OneLine;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(name = "show", description = "Prints one dead letter with everything that is kept of its message.")
final class DeadLettersShowCommand extends DeadLetterCommand {
    @CommandLine.Option(names = "--json", description = "Prints what GET /api/dead-letters/{id} answers.")
    private boolean json;

    @Override
    void execute(DeadLetterDesk desk, String id) {
        var found = desk.find(id).orElseThrow(this::unknown);
        if (json) {
            print(DeadLetterJson.whole(found));
        } else {
            print(found);
        }
    }

    private void print(StoredDeadLetter stored) {
        var message = stored.letter().message();
        line("dead letter", "%d".formatted(stored.id()));
        line("reason", stored.letter().reason().label());
        line("detail", stored.letter().detail());
        line("attempts", "%d".formatted(stored.attempts()));
        line("first", stored.firstFailedAt().toString());
        line("last", stored.lastFailedAt().toString());
        if (stored.retryAt() != null && stored.letter().tried()) {
            line("next", stored.retryAt().toString());
        }
        line(
                "booking",
                stored.letter().sagaId().isEmpty() ? "-" : stored.letter().sagaId());
        line("type", message.type());
        line("identity", message.id().value());
        line("from", message.toString());
        line("key", text(message.key()));
        for (Header header : message.headers()) {
            line("header", header.name() + ": " + text(header.value()));
        }
        out().println();
        out().println(text(message.value()));
    }

    private void line(String name, String value) {
        out().println("%-12s %s".formatted(name, OneLine.of(value)));
    }

    private static String text(byte @Nullable [] bytes) {
        if (bytes == null) {
            return "(none)";
        }
        return Octets.text(bytes)
                .orElseGet(() -> "(base64) " + Base64.getEncoder().encodeToString(bytes));
    }
}
