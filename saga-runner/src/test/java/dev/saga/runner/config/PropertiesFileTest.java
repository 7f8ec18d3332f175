package dev.saga.runner.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PropertiesFileTest {
    @TempDir
    private Path directory;

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("saga.properties"), text);
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("saga.properties"), bytes);
    }

    private static void assertRefused(Path file, String... words) {
        assertThatThrownBy(() -> PropertiesFile.read(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(words)
                .hasNoCause()
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }

    @Test
    void keeps_the_order_and_the_syntax_of_properties() throws IOException {
        Path file = file("# comment\nz = 1\na: two\\\n   lines\n! comment\nm\\ n=\\u00e9\\t\nempty=\nalone\n");

        assertThat(PropertiesFile.read(file))
                .containsExactly(
                        Map.entry("z", "1"),
                        Map.entry("a", "twolines"),
                        Map.entry("m n", "é\t"),
                        Map.entry("empty", ""),
                        Map.entry("alone", ""));
    }

    @Test
    void is_utf_8_and_may_begin_with_a_byte_order_mark() throws IOException {
        assertThat(PropertiesFile.read(file("\uFEFFklé=☃ 😀\r\n"))).containsExactly(Map.entry("klé", "☃ 😀"));
    }

    @Test
    void an_empty_file_has_no_keys() throws IOException {
        assertThat(PropertiesFile.read(file(""))).isEmpty();
    }

    @Test
    void a_key_given_twice_is_named_even_when_both_say_the_same() throws IOException {
        assertRefused(
                file("http.port=1\nhttp.host=h\nhttp.port: 1\n"), "http.port is given twice in", "saga.properties");
    }

    @Test
    void the_values_of_a_secret_given_twice_are_not_shown() throws IOException {
        Path file = file("http.token=hunter2\nhttp.token=hunter3\n");

        assertThatThrownBy(() -> PropertiesFile.read(file)).hasMessageNotContaining("hunter");
    }

    @Test
    void a_malformed_escape_is_found_with_its_line() throws IOException {
        assertRefused(
                file("# C:\\users is fine here\na=\\\\users\nb=C:\\users\n"),
                "saga.properties, line 3, has \\u without four hexadecimal digits");
        assertRefused(file("postgres.password=hunter2\\u12"), "line 1");
    }

    @Test
    void a_value_without_a_key_is_found_with_its_line_and_not_shown() throws IOException {
        for (String line : List.of("=hunter2", ":hunter2", "  = hunter2")) {
            Path file = file("a=1\n#=\n" + line + "\n");
            assertRefused(file, "line 3", "without a key");
            assertThatThrownBy(() -> PropertiesFile.read(file)).hasMessageNotContaining("hunter2");
        }
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        assertRefused(directory.resolve("gone.properties"), "gone.properties does not exist");
    }

    @Test
    void a_directory_is_named() {
        assertRefused(directory, "is a directory");
    }

    @Test
    void text_in_another_encoding_is_refused() throws IOException {
        assertRefused(file("postgres.user=é".getBytes(StandardCharsets.ISO_8859_1)), "is not UTF-8 text");
    }

    @Test
    void binary_garbage_is_refused() throws IOException {
        byte[] garbage = new byte[10_000];
        new Random(7).nextBytes(garbage);

        assertRefused(file(garbage), "saga.properties");
    }

    @Test
    void zeros_are_no_key() throws IOException {
        Path file = file(new byte[1_000]);

        assertThatThrownBy(() -> RunnerConfig.load(file, Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("is not a key of the configuration")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(700).isPrintable());
    }

    @Test
    void a_file_of_megabytes_is_refused() throws IOException {
        assertRefused(file("a=" + "x".repeat(5 * 1024 * 1024)), "is larger than 4 MiB");
    }

    @Test
    void a_value_of_one_megabyte_is_cut_in_the_message() throws IOException {
        Path file = file("kafka.bootstrap.servers=b:1\npostgres.url=jdbc:postgresql:x\nkafka.consumers="
                + "9".repeat(1024 * 1024));

        assertThatThrownBy(() -> RunnerConfig.load(file, Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("kafka.consumers must be a whole number from 1 to 256", "1048576 characters")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
    }
}
