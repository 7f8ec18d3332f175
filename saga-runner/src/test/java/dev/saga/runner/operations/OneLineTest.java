package dev.saga.runner.operations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneLineTest {

    @Test
    void whatCanBeSeenStaysAsItIs() {
        String text = "b-1 «Zoë» \\ 日本 🎫";

        assertThat(OneLine.of(text)).isSameAs(text);
    }

    @ParameterizedTest
    @CsvSource({
        "10, \\u000A",
        "27, \\u001B",
        "155, \\u009B",
        "8232, \\u2028",
        "8238, \\u202E",
        "55296, \\uD800",
        "917505, \\uDB40\\uDC01",
    })
    void whatCannotIsEscapedAsInJson(int codePoint, String escaped) {
        String text = "a" + new String(Character.toChars(codePoint)) + "b";

        assertThat(OneLine.of(text)).isEqualTo("a" + escaped + "b");
    }
}
