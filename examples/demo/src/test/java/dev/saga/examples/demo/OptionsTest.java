package dev.saga.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.ParameterException;

final class OptionsTest {
    private static final Path DEFAULT = Path.of("default.jsonl");

    @Test
    void withoutArgumentsTheDefaultsHold() {
        Options options = parse();

        assertThat(options.bookings).isEqualTo(DEFAULT);
        assertThat(options.failureRate).isEqualTo(0.2);
        assertThat(options.seed).isEqualTo(42);
        assertThat(options.timeout).isEqualTo(120);
        assertThat(options.keep).isFalse();
        assertThat(options.config).isNull();
    }

    @Test
    void everyOptionIsUnderstoodInBothForms() {
        Options options = parse(
                "--bookings", "b 1.jsonl", "--failure-rate=1", "--seed", "-7", "--timeout=5", "--keep", "--config=c");

        assertThat(options.bookings).isEqualTo(Path.of("b 1.jsonl"));
        assertThat(options.failureRate).isEqualTo(1);
        assertThat(options.seed).isEqualTo(-7);
        assertThat(options.timeout).isEqualTo(5);
        assertThat(options.keep).isTrue();
        assertThat(options.config).isEqualTo(Path.of("c"));
    }

    @ParameterizedTest
    @CsvSource({
        "--sed, --sed",
        "more, more",
        "--seed, --seed",
        "--bookings=, --bookings needs a value",
        "--seed=x, '''x'''",
        "--failure-rate=1.1, 0.0 to 1.0",
        "--failure-rate=NaN, 0.0 to 1.0",
        "--failure-rate=-0.1, 0.0 to 1.0",
        "--timeout=0, not 0",
        "--keep=no, --keep",
    })
    void whatIsNotUnderstoodIsNamed(String argument, String problem) {
        assertThatThrownBy(() -> parse(argument))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining(problem);
    }

    private static Options parse(String... arguments) {
        return Options.parse(List.of(arguments), DEFAULT);
    }
}
