package dev.saga.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.booking.BookingCommand.CancelBooking;
import dev.saga.booking.BookingCommand.RequestStock;
import dev.saga.booking.BookingInput.BookingCreated;
import dev.saga.booking.BookingInput.ReservationFailed;
import dev.saga.booking.BookingSaga;
import dev.saga.booking.Product;
import dev.saga.memory.InMemoryOrchestrator;
import dev.saga.testing.SagaFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README says compiles, runs, and is there. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..");
    private static final Path THIS = Path.of("src/test/java/dev/saga/docs/ReadmeTest.java");
    private static final Path EMBEDDED = ROOT.resolve("examples/embedded/src/main/java/dev/saga/examples/embedded");

    @Test
    void the_orchestrator_in_memory() {
        var bookings = InMemoryOrchestrator.of(BookingSaga.create());
        bookings.deliver(new BookingCreated("b-1", "ada", List.of(new Product("p-1", 2))));
        assertThat(bookings.commands()).containsExactly(new RequestStock("b-1", "p-1", 2));
    }

    @Test
    void a_test_of_a_saga() {
        SagaFixture.of(BookingSaga.create(), "b-1")
                .given(new BookingCreated("b-1", "ada", List.of(new Product("p-1", 2))))
                .when(new ReservationFailed("b-1", "p-1", "sold out"))
                .thenCommands(new CancelBooking("b-1", "Product p-1 could not be reserved: sold out"))
                .thenState("CANCELLED");
    }

    @Test
    void every_snippet_is_in_a_test_or_in_the_example_that_one_runs() throws IOException {
        String tests = squeezed(Files.readString(THIS)
                + Files.readString(EMBEDDED.resolve("Embedded.java"))
                + Files.readString(EMBEDDED.resolve("Transfers.java")));
        List<String> snippets = blocks("java");

        assertThat(snippets).hasSize(4);
        assertThat(snippets).allSatisfy(snippet -> assertThat(tests).contains(squeezed(snippet)));
    }

    @Test
    void the_diagram_is_the_one_that_is_printed_from_the_table() throws IOException {
        assertThat(Files.readString(ROOT.resolve("docs/booking-states.md")))
                .contains(blocks("mermaid").get(0));
    }

    @Test
    void every_link_leads_somewhere() throws IOException {
        for (Path page : pages()) {
            for (String link : matches("\\]\\(([^):\\s]+)\\)", Files.readString(page))) {
                String[] fileAndAnchor = link.split("#", 2);
                Path file = fileAndAnchor[0].isEmpty() ? page : page.resolveSibling(fileAndAnchor[0]);
                assertThat(file).as("%s in %s", link, page).exists();
                if (fileAndAnchor.length == 2) {
                    assertThat(anchors(file)).as("%s in %s", link, page).contains(fileAndAnchor[1]);
                }
            }
        }
    }

    /** Of the headings, as they are made where the pages are read. */
    private static List<String> anchors(Path page) throws IOException {
        return matches("(?m)^#+ ([^\n]+)$", Files.readString(page)).stream()
                .map(heading -> heading.toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private static List<Path> pages() throws IOException {
        try (var docs = Files.walk(ROOT.resolve("docs"))) {
            var pages = new ArrayList<>(
                    docs.filter(page -> page.toString().endsWith(".md")).toList());
            pages.add(ROOT.resolve("README.md"));
            pages.add(ROOT.resolve("CHANGELOG.md"));
            return pages;
        }
    }

    private static List<String> blocks(String language) throws IOException {
        return matches("```" + language + "\n(.*?)```", Files.readString(ROOT.resolve("README.md")));
    }

    private static List<String> matches(String pattern, String text) {
        return Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }
}
