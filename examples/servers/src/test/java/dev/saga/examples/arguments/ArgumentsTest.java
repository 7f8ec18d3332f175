package dev.saga.examples.arguments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

final class ArgumentsTest {
    private final Options options = new Options();

    @Test
    void bothFormsAreUnderstood() {
        Arguments arguments = read("--file", "@a b", "--share=.5", "--pair", "a=b=c", "--pair=d=", "--quick");

        assertThat(options.file).isEqualTo(Path.of("@a b"));
        assertThat(options.share).isEqualTo(0.5);
        assertThat(options.pairs).isEqualTo(Map.of("a", "b=c", "d", ""));
        assertThat(options.quick).isTrue();
        assertThat(arguments.has("--share")).isTrue();
        assertThat(read().has("--share")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "--sahre, Unknown option: '--sahre'",
        "more, 'more'",
        "@more, '@more'",
        "--file, --file",
        "--file=, --file needs a value",
        "--share=x, 'x'",
        "--pair=a, --pair",
        "--pair==x, --pair needs a name before the =",
        "--quick=no, --quick",
        "--share=NaN, '--share should be from 0.0 to 1.0, not NaN'",
        "--share=1.5, not 1.5",
        "--share=-.5, not -0.5",
        "--share=1 --share=1, only once",
    })
    void whatIsNotUnderstoodIsNamed(String given, String problem) {
        assertThatThrownBy(() -> read(given.split(" ")).requireWithin("--share", options.share, 0.0, 1.0))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void usageNamesEveryOptionAndItsDefault() {
        Arguments arguments = read("-h");

        assertThat(arguments.has("--help")).isTrue();
        assertThat(arguments.usage())
                .startsWith("Usage: example.sh ")
                .contains("--file=FILE", "--pair=", "--quick", "0.2 by default");
    }

    private Arguments read(String... arguments) {
        return Arguments.read(List.of(arguments), options);
    }

    @CommandLine.Command(name = "example.sh")
    private static final class Options {
        @CommandLine.Option(names = "--file", paramLabel = "FILE")
        private Path file = Path.of("usual");

        @CommandLine.Option(names = "--share", description = "${DEFAULT-VALUE} by default")
        private double share = 0.2;

        @CommandLine.Option(names = "--pair")
        private Map<String, String> pairs = new HashMap<>();

        @CommandLine.Option(names = "--quick", arity = "0")
        private boolean quick;
    }
}
