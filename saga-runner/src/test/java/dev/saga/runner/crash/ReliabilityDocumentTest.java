package dev.saga.runner.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The document on reliability names no test that does not exist, and leaves no hazard out. */
class ReliabilityDocumentTest {
    private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");
    private static final String METHOD = "(?s)@(?:Test|ParameterizedTest)\\b(?:(?!\\bvoid\\b).){0,1500}?\\bvoid %s\\(";
    private static final int HAZARDS = 13;
    private static final int THREADS = 27;

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        var tests = TEST.matcher(Files.readString(MatrixDocument.DOCUMENT))
                .results()
                .toList();

        assertThat(tests).hasSizeGreaterThan(HAZARDS + THREADS);
        for (var test : tests) {
            var method = Pattern.compile(METHOD.formatted(test.group(2)));
            assertThat(sources(test.group(1)))
                    .as(test.group())
                    .anyMatch(source -> method.matcher(source).find());
        }
    }

    @Test
    void everyHazardHasATest() throws IOException {
        List<List<Integer>> tables = new ArrayList<>(List.of(new ArrayList<>(), new ArrayList<>()));
        String hazards = Files.readString(MatrixDocument.DOCUMENT).split("\n## Hazards\n", 2)[1];
        String[] halves = hazards.split("\n### What users of others met\n", 2);
        for (int half = 0; half < halves.length; half++) {
            for (String line : halves[half].lines().toList()) {
                var row = Pattern.compile("\\| (\\d+) \\|.*").matcher(line);
                if (row.matches()) {
                    assertThat(line).containsPattern(TEST);
                    tables.get(half).add(Integer.valueOf(row.group(1)));
                }
            }
        }

        assertThat(tables)
                .containsExactly(
                        IntStream.rangeClosed(1, HAZARDS).boxed().toList(),
                        IntStream.rangeClosed(1, THREADS).boxed().toList());
    }

    private static List<String> sources(String type) throws IOException {
        List<String> sources = new ArrayList<>();
        try (var files = Files.walk(Path.of(".."))) {
            for (Path file : files.filter(f -> f.endsWith(type + ".java")).toList()) {
                sources.add(Files.readString(file));
            }
        }
        return sources;
    }
}
