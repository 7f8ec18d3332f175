package dev.saga.runner.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saga.inspect.SagaInFlight.Place;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    @ParameterizedTest
    @ValueSource(strings = {"b-1", "a b", "a/b?c&d=e", "ü漢😀", " "})
    void aCursorLeadsBackToItsPlace(String id) {
        var place = new Place(Instant.parse("2024-01-01T00:00:00.123456Z"), id);

        String cursor = Cursor.of(place);

        assertThat(cursor).matches("[A-Za-z0-9_-]+");
        assertThat(Cursor.parse(cursor)).isEqualTo(place);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no time b-1",
                "2024-01-01T00:00:00Z",
                "2024-01-01T00:00:00Z ",
                "2024-01-01T01:00:00+01:00 b-1",
                "2024-01-01T00:00:00.000Z b-1",
                "1969-12-31T23:59:59Z b-1",
                "+1000000000-12-31T23:59:59Z b-1",
                "2024-01-01T00:00:00Z b\u00001"
            })
    void aPlaceThatNoPageEndsWithIsRefused(String text) {
        String cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> Cursor.parse(cursor)).isInstanceOf(InvalidRequest.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "abc", "====", "_____w", "MjAyNC0wMS0wMVQwMDowMDowMFogYg=="})
    void whatIsNoCursorIsRefused(String cursor) {
        assertThatThrownBy(() -> Cursor.parse(cursor))
                .isInstanceOf(InvalidRequest.class)
                .hasMessage("the cursor is none that a page of this list gave as 'next'");
    }

    @Test
    void theSamePlaceWrittenWithoutPaddingIsOne() {
        assertThat(Cursor.parse("MjAyNC0wMS0wMVQwMDowMDowMFogYg"))
                .isEqualTo(new Place(Instant.parse("2024-01-01T00:00:00Z"), "b"));
    }
}
