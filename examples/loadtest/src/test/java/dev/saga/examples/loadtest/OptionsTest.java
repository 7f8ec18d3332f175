package dev.saga.examples.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParameterException;

final class OptionsTest {
    private static final Path RUNNER = Path.of("runner.jar");

    @Test
    void withoutArgumentsItIsAClosedLoopOnServersOfItsOwn() {
        Options options = parse();

        assertThat(options.isOpenLoop()).isFalse();
        assertThat(options.concurrency).isEqualTo(64);
        assertThat(options.products).isEqualTo(3);
        assertThat(options.config).isNull();
        assertThat(options.runnerJar).isEqualTo(RUNNER);
        assertThat(options.runnerJavaOpts()).containsExactly("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC");
    }

    @Test
    void everyOptionIsTaken() {
        Options options = parse(("--rate 250.5 --seconds=3 --warmup 0 --products 20 --failure-rate .3 --consumers 2"
                        + " --runners 2 --preload 1000 --linger 5 --json --sql --chart c.html --config s.properties"
                        + " --runner-jar=other.jar --logs logs --set a=b=c --set d=")
                .split(" "));

        assertThat(options.isOpenLoop()).isTrue();
        assertThat(options.rate).isEqualTo(250.5);
        assertThat(options.seconds).isEqualTo(3);
        assertThat(options.warmup).isZero();
        assertThat(options.products).isEqualTo(20);
        assertThat(options.failureRate).isEqualTo(0.3);
        assertThat(options.consumers).isEqualTo(2);
        assertThat(options.runners).isEqualTo(2);
        assertThat(options.preload).isEqualTo(1000);
        assertThat(options.linger()).isEqualTo(5);
        assertThat(options.json).isTrue();
        assertThat(options.sql).isTrue();
        assertThat(options.bare).isFalse();
        assertThat(options.chart).isEqualTo(Path.of("c.html"));
        assertThat(options.config).isEqualTo(Path.of("s.properties"));
        assertThat(options.runnerJar).isEqualTo(Path.of("other.jar"));
        assertThat(options.logs).isEqualTo(Path.of("logs"));
        assertThat(options.settings).isEqualTo(Map.of("a", "b=c", "d", ""));
    }

    @Test
    void settingsOfItsOwnServersAreTakenOneByOne() {
        Options options = parse(
                "--postgres", "max_wal_size=4GB", "--postgres=wal_compression=on", "--broker", "log.segment.bytes=1");

        assertThat(options.postgres).isEqualTo(Map.of("max_wal_size", "4GB", "wal_compression", "on"));
        assertThat(options.broker).isEqualTo(Map.of("log.segment.bytes", "1"));
    }

    @Test
    void theWarmUpMayHaveMoreInFlightThanIsMeasured() {
        assertThat(parse("--concurrency", "1").warmupConcurrency()).isEqualTo(1);
        assertThat(parse("--concurrency", "1", "--warmup-concurrency", "256").warmupConcurrency())
                .isEqualTo(256);
        assertThat(parse("--rate", "3000").warmupConcurrency()).isEqualTo(64);
        assertThat(parse("--rate", "3000", "--warmup-concurrency", "128").warmupConcurrency())
                .isEqualTo(128);
    }

    @Test
    void optionsOfTheJvmAreSeparatedByBlanks() {
        assertThat(parse("--runner-java-opts", " -Xmx1g  -XX:+UseZGC").runnerJavaOpts())
                .containsExactly("-Xmx1g", "-XX:+UseZGC");
    }

    @Test
    void theParticipantsWaitForMoreToSendOnlyWhenThereIsMore() {
        assertThat(parse("--concurrency", "1").linger()).isZero();
        assertThat(parse("--concurrency", "512").linger()).isEqualTo(1);
        assertThat(parse("--rate", "10").linger()).isZero();
        assertThat(parse("--rate", "2000").linger()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--quiet",
                "--concurrency",
                "--concurrency 0",
                "--concurrency many",
                "--rate 0",
                "--rate NaN",
                "--rate 5 --concurrency 5",
                "--failure-rate 1.1",
                "--products 1001",
                "--json=yes",
                "--set nothing",
                "--logs=",
                "--json --json",
                "--postgres nothing",
                "--postgres a=b --config s.properties",
                "--broker nothing",
                "--broker a=b --config s.properties",
                "--bare --failure-rate .1",
                "--bare --runners 2",
                "--bare --config s.properties",
                "--bare --consumers 2",
                "--bare --preload 5",
                "--bare --runner-jar r.jar",
                "--bare --set kafka.consumers=2",
                "--runners -1"
            })
    void whatCannotBeUsedIsNamed(String arguments) {
        String[] words = arguments.split(" ");

        assertThatThrownBy(() -> parse(words))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining(words[0].split("=")[0]);
    }

    private static Options parse(String... arguments) {
        return Options.parse(List.of(arguments), RUNNER);
    }
}
