package dev.saga.runner.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody is told who has not read the documentation. */
class UsageTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "frobnicate                  | frobnicate is neither a command nor a file; see",
                "frobnicate saga.properties  | frobnicate is neither a command nor a file; see",
                "lst saga.properties         | lst is neither a command nor a file; did you mean list?; see",
                "deadletters list            | deadletters is neither a command nor a file; did you mean dead-letters?",
                "missing.properties          | missing.properties does not exist: a properties file is expected",
                "-- missing.properties       | missing.properties does not exist: a properties file is expected",
                "--frob                      | --frob is not an option here",
                "dead-letters lst            | lst is not one of list, show, retry, discard; did you mean list?",
                "list --frob x.properties    | --frob is not an option here; see",
                "list x.properties b-1       | b-1 is one argument too many; see",
                "x.properties b-1            | b-1 is one argument too many; see",
                "help frobnicate             | Unknown subcommand 'frobnicate'; see",
                "dead-letters                | one of list, show, retry and discard is missing",
                "list                        | Missing required parameter: 'saga.properties'",
                "list missing.properties     | missing.properties does not exist",
                "cancel x.properties b-1     | Missing required option: '--reason=TEXT'"
            })
    void whatIsWrongIsSaidInOneLineThatPointsTheWay(String line, String expected) {
        var result = Prompt.typed(line.strip().split(" +"));

        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).startsWith(expected);
        assertThat(result.out()).isEmpty();
        assertThat(result.status()).isEqualTo(2);
    }

    @Test
    void withoutAnythingBothWaysOnAreNamed() {
        assertThat(Prompt.typed().err())
                .isEqualTo("a command or a properties file is missing; see saga-runner.jar --help\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V", "version"})
    void theVersionIsTold(String line) {
        var result = Prompt.typed(line);

        assertThat(result.out()).startsWith("saga-runner ").hasLineCount(1);
        assertThat(result.status()).isZero();
    }

    @Test
    void helpIsThereInEveryForm() {
        for (String[] line : List.of(new String[] {"-h"}, new String[] {"--help"}, new String[] {"help"})) {
            var result = Prompt.typed(line);
            assertThat(result.out())
                    .startsWith("Usage: java -jar saga-runner.jar COMMAND")
                    .contains("Exit status:");
            assertThat(result.status()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "migrate",
                "inspect",
                "list",
                "cancel",
                "verify",
                "purge",
                "config",
                "version",
                "dead-letters",
                "dead-letters list",
                "dead-letters show",
                "dead-letters retry",
                "dead-letters discard"
            })
    void everyCommandExplainsItselfInEveryForm(String command) {
        for (String option : List.of("-h", "--help")) {
            var result = Prompt.typed((command + " " + option).split(" "));

            assertThat(result.out()).startsWith("Usage: java -jar saga-runner.jar " + command);
            assertThat(result.err()).isEmpty();
            assertThat(result.status()).isZero();
        }
    }

    @Test
    void anAnswerThatIsNotTakenIsAFailure() {
        var full = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("No space left on device");
            }
        };

        var result = Prompt.typed(full, "version");

        assertThat(result.err())
                .isEqualTo("what was asked for is done, but standard output has not taken the whole answer\n");
        assertThat(result.status()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "sasl.jaas.config, garbage, kafka.sasl.jaas.config",
        "ssl.truststore.location, /no/such/file, kafka.ssl.truststore.location",
    })
    void whatOnlyAClientOfKafkaFindsWrongIsFoundWithoutABroker(String name, String value, String key) throws Exception {
        Path file = Files.writeString(directory.resolve("saga.properties"), """
                kafka.bootstrap.servers=127.0.0.1:1
                kafka.security.protocol=SASL_SSL
                kafka.sasl.mechanism=PLAIN
                kafka.%s=%s
                postgres.url=jdbc:postgresql://localhost/saga
                """.formatted(name, value));

        var result = Prompt.typed("config", file.toString());

        assertThat(result.err()).startsWith(key + ": ").hasLineCount(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.status()).isEqualTo(2);
    }

    @Test
    void aFileMayHaveTheNameOfAWord() throws Exception {
        Path file = Files.writeString(directory.resolve("settings"), "postgres.url=x\n");

        assertThat(Prompt.typed(file.toString()).err()).startsWith("kafka.bootstrap.servers is missing");
    }
}
