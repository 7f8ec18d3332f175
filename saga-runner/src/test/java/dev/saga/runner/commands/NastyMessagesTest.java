package dev.saga.runner.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.message.Header;
import dev.saga.message.Inbound;
import dev.saga.message.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages that break what is careless end as dead letters, take no other message with them, and can be looked at. */
class NastyMessagesTest {
    @TempDir
    private Path directory;

    private Prompt prompt;

    @BeforeEach
    void open() {
        prompt = Prompt.migrated(directory);
    }

    static Stream<Arguments> messages() {
        var thousand = new ArrayList<Header>();
        for (int i = 0; i < 1_000; i++) {
            thousand.add(new Header("header-" + i, new byte[] {(byte) i}));
        }
        return Stream.of(
                nasty("a NUL character", "malformed", with("\"bookingId\":\"b\0\"")),
                nasty("an escaped NUL character", "malformed", with("\"bookingId\":\"b\\u0000\"")),
                nasty("NUL bytes only", "malformed", new byte[1_000]),
                nasty("invalid UTF-8", "malformed", new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80, '"'}),
                nasty("5 MB", "too-large", new byte[5 << 20]),
                nasty("5 MB of text", "too-large", text("{\"a\":\"" + "é".repeat(5 << 19) + "\"}")),
                nasty("exactly 1 MiB of nothing", "malformed", text(" ".repeat(1 << 20))),
                nasty("deep nesting", "malformed", with("\"bookingId\":" + "[".repeat(500_000))),
                nasty("a huge exponent", "malformed", with("\"bookingId\":\"b\",\"price\":1e999999999")),
                nasty("100,000 digits", "malformed", with("\"bookingId\":\"b\",\"price\":" + "9".repeat(100_000))),
                nasty("a tombstone", "malformed", null),
                Arguments.of(
                        "a header without value", "malformed", message("/shop#1", new Header("none", new byte[] {}))),
                Arguments.of(
                        "a header that is no text",
                        "malformed",
                        message("/shop#1", new Header("\0\u001b\uD800", new byte[] {0, -1}))),
                Arguments.of(
                        "1000 headers", "malformed", Given.message("/shop#1", "product.reserved", text("{"), thousand)),
                Arguments.of(
                        "a header of 2 MB", "malformed", message("/shop#1", new Header("large", new byte[2 << 20]))),
                Arguments.of("an identity of 2000 characters", "malformed", message("\uD83D\uDE80".repeat(2_000))),
                Arguments.of("an identity of 200,000 characters", "malformed", message("i".repeat(200_000))),
                Arguments.of("an identity with NUL", "malformed", message("/shop#\0")),
                Arguments.of(
                        "a type that nobody knows",
                        "malformed",
                        Given.message("/shop#1", "product.reserved ' \\ \" %s", "{}")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void aNastyMessageBecomesADeadLetterThatCanBeListedShownRetriedAndDiscarded(
            String name, String reason, Inbound message) {
        assertThat(prompt.receive(message)).isEqualTo(Outcome.REJECTED);
        assertThat(prompt.receive(message)).isEqualTo(Outcome.DUPLICATE);

        var listed = prompt.type("dead-letters list", "--json");
        assertThat(listed.status()).isZero();
        assertThat(listed.out())
                .contains("\"id\":1,", "\"reason\":\"" + reason + "\"")
                .doesNotContain("\"id\":2,");
        assertThat(prompt.type("dead-letters list").out().lines()).hasSize(1);
        var shown = prompt.type("dead-letters show", "1");
        assertThat(shown.status()).isZero();
        assertThat(shown.out()).contains(reason).doesNotContain("\0", "\u001b");
        assertThat(prompt.type("dead-letters show", "1", "--json").out()).contains("\"headers\":[", "\"value\":");
        var retried = prompt.type("dead-letters retry", "1");
        assertThat(retried.status()).isEqualTo(1);
        assertThat(retried.err()).contains("dead letter 1 is refused again: " + reason + ": ");
        assertThat(prompt.type("dead-letters discard", "1").status()).isZero();
        assertThat(prompt.receive(Given.created("b-1"))).isEqualTo(Outcome.APPLIED);
    }

    private static Arguments nasty(String name, String reason, byte @Nullable [] value) {
        return Arguments.of(name, reason, Given.message("/shop#1", "product.reserved", value, List.of()));
    }

    private static Inbound message(String identity, Header... headers) {
        return Given.message(identity, "product.reserved", text("{"), List.of(headers));
    }

    private static byte[] with(String fields) {
        return text("{\"productId\":\"p\",\"quantity\":1," + fields + "}");
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
