package dev.saga.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OptionsTest {
    private static final Path DEFAULT = Path.of("default.jsonl");

    @Test
    void withoutArgumentsTheDefaultsHold() {
        Options options = parse();

        assertThat(options).isEqualTo(new Options(DEFAULT, 0.2, 42, false, null, Duration.ofSeconds(120), false));
    }

    @Test
    void everyOptionIsUnderstoodInBothForms() {
        Options options = parse(
                "--bookings", "b 1.jsonl", "--failure-rate=1", "--seed", "-7", "--timeout=5", "--keep", "--config=c");

        assertThat(options)
                .isEqualTo(new Options(Path.of("b 1.jsonl"), 1, -7, true, Path.of("c"), Duration.ofSeconds(5), false));
    }

    @Test
    void helpIsHelp() {
        assertThat(parse("--help").help()).isTrue();
    }

    @Test
    void theUsageKeepsToTheColumns() {
        assertThat(Options.USAGE.lines()).allMatch(line -> line.length() <= Columns.WIDTH);
    }

    @ParameterizedTest
    @CsvSource({
        "--sed, there is no option --sed",
        "more, there is no option more",
        "--seed, --seed needs a value",
        "--bookings=, --bookings needs a value",
        "--seed=x, not x",
        "--failure-rate=1.1, 0 to 1",
        "--failure-rate=NaN, 0 to 1",
        "--failure-rate=-0.1, 0 to 1",
        "--timeout=0, not 0",
        "--keep=no, takes no value",
    })
    void whatIsNotUnderstoodIsNamed(String argument, String problem) {
        assertThatThrownBy(() -> parse(argument)).isInstanceOf(UsageError.class).hasMessageContaining(problem);
    }

    private static Options parse(String... arguments) {
        return Options.parse(List.of(arguments), DEFAULT);
    }
}
