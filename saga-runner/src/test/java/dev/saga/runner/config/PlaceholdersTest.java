package dev.saga.runner.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholdersTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("A", "one", "B_2", "two", "EMPTY", "", "NESTED", "${A}", "my.var-x", "dotted");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            emptyValue = "",
            value = {
                "plain             | plain          | false",
                "${A}              | one            | true",
                "x${A}y${B_2}z     | xoneytwoz      | true",
                "${A}${A}          | oneone         | true",
                "[${EMPTY}]        | []             | true",
                "[${EMPTY:other}]  | []             | true",
                "${A:other}        | one            | true",
                "${GONE:other}     | other          | false",
                "[${GONE:}]        | []             | false",
                "${GONE:h:1:2}     | h:1:2          | false",
                "${GONE: a b }.    | ' a b '.       | false",
                "${GONE:x}${A}     | xone           | true",
                "${NESTED}         | ${A}           | true",
                "${my.var-x}       | dotted         | true",
                "$${A}             | ${A}           | false",
                "$$${A}            | $${A}          | false",
                "a$b$$c}{          | a$b$$c}{       | false",
                "$${A}${A}         | ${A}one        | true",
                "${A}$             | one$           | true",
                "é${A}😀           | éone😀         | true",
            })
    void takes_environment_variables(String value, String text, boolean fromEnvironment) {
        assertThat(Placeholders.expand("key", value, ENVIRONMENT))
                .isEqualTo(new Placeholders.Expansion(text.replace("'", ""), fromEnvironment));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"${", "${A", "x${A}${B", "${}", "${:x}", "${ A}", "${1A}", "${A B}", "${GONE:${A}}", "${é}"})
    void refuses_what_is_no_placeholder_without_showing_the_value(String value) {
        assertThatThrownBy(() -> Placeholders.expand("http.token", "hunter2" + value, ENVIRONMENT))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("http.token ")
                .hasMessageContaining("$${")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${GONE}", "${A}${GONE}", "$ ${GONE}"})
    void an_unset_variable_without_a_default_is_named_with_its_key(String value) {
        assertThatThrownBy(() -> Placeholders.expand("postgres.password", value, ENVIRONMENT))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("postgres.password", "GONE", "not set");
    }
}
