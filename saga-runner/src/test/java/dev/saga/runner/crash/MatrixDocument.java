package dev.saga.runner.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The matrix as a table of the document on reliability, between two marks. */
final class MatrixDocument {
    static final Path DOCUMENT = Path.of("..", "docs", "reliability.md");
    private static final String BEGIN = "<!-- crash-point matrix: generated -->\n";
    private static final String END = "<!-- end -->\n";

    private MatrixDocument() {}

    /** Makes sure that the document says what was found, or has it say so ({@code -Dsaga.docs.write=true}). */
    static void holds(List<Cell> cells, Map<Cell, String> found) throws IOException {
        String table = BEGIN + table(cells, found) + END;
        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf(BEGIN);
        int end = document.indexOf(END, begin) + END.length();
        if (Boolean.getBoolean("saga.docs.write")) {
            Files.writeString(DOCUMENT, document.substring(0, begin) + table + document.substring(end));
        } else {
            assertThat(document.substring(begin, end)).isEqualTo(table);
        }
    }

    private static String table(List<Cell> cells, Map<Cell, String> found) {
        var rows = new StringBuilder("""

                | while | who | boundary | halted before it | halted after it |
                |---|---|---|---|---|
                """);
        cells.stream()
                .map(cell -> new Cell(
                        cell.situation(), new Point(Side.AFTER, cell.point().boundary())))
                .distinct()
                .forEach(after -> {
                    Boundary boundary = after.point().boundary();
                    var before = new Cell(after.situation(), new Point(Side.BEFORE, boundary));
                    rows.append("| %s | %s | `%s` | %s | %s |\n"
                            .formatted(
                                    after.situation().title(),
                                    boundary.actor().name().toLowerCase(Locale.ROOT),
                                    boundary.kind(),
                                    found.getOrDefault(before, instead(boundary)),
                                    found.getOrDefault(after, "(is before the next one)")));
                });
        return rows.append("\n%d crashes.\n\n".formatted(cells.size())).toString();
    }

    /** What another row says of a point that is no row's own. */
    private static String instead(Boundary boundary) {
        return boundary.kind().startsWith("ack ") ? "(is after the send)" : "(is when nothing happens)";
    }
}
