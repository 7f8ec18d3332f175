package dev.saga.booking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.saga.TransitionDiagram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The document says what the table does. Run with {@code -Dsaga.docs.write=true} to write it anew. */
class BookingStatesDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "booking-states.md");

    private static final String TEXT = """
            # The states of a booking saga

            What happens to every input in every state. This page is printed from the saga's transition table
            (`BookingTransitions`), and the build fails if the two differ; to print it anew, run the build with
            `-Dsaga.docs.write=true`. The rules behind it are in section 2 of the [contract](contract.md).

            | state | known to operators as |
            |---|---|
            | NotStarted | (no booking of that id) |
            | Created | `CREATED`; passed within the first step, no saga rests there |
            | WaitingStock | `WAITING_STOCK` |
            | WaitingPayment | `WAITING_PAYMENT` |
            | Completed | `COMPLETED` |
            | Compensating | `COMPENSATING` |
            | Cancelled | `CANCELLED` |

            ## What leads where

            ```mermaid
            %s```

            ## Every state, every input

            An arrow names the states in which the saga can be afterwards. Where it depends on the data, a cell with an
            arrow also ignores repetitions and refuses contradictions, as "ignored or refused" does without ever acting.
            What is refused becomes a dead letter.

            %s""";

    @Test
    void theDocumentIsTheTable() throws IOException {
        var table = BookingSaga.create().transitions();
        String printed = TEXT.formatted(TransitionDiagram.mermaid(table), TransitionDiagram.grid(table));
        if (Boolean.getBoolean("saga.docs.write")) {
            Files.createDirectories(DOCUMENT.getParent());
            Files.writeString(DOCUMENT, printed);
        }

        assertThat(DOCUMENT).hasContent(printed);
    }
}
