package dev.saga.deadletter;

import static dev.saga.deadletter.DeadLetterReason.MALFORMED;
import static dev.saga.deadletter.DeadLetterReason.POISON;
import static dev.saga.deadletter.DeadLetterReason.TOO_LARGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.message.Header;
import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeadLetterTest {
    private static final int KIB = 1 << 10;

    @Test
    void aMessageOfUsualSizeIsKeptAsItIs() {
        var message = message("id", List.of(new Header("a", new byte[KIB])), new byte[KIB], new byte[KIB * KIB]);

        var letter = DeadLetter.of("b-1", message, MALFORMED, "no JSON");

        assertThat(letter).isEqualTo(new DeadLetter("b-1", message, MALFORMED, "no JSON"));
        assertThat(letter.message().value()).isSameAs(message.value());
    }

    @Test
    void aTombstoneIsKeptAsOne() {
        var message = message("id", List.of(), null, null);

        assertThat(DeadLetter.of("", message, MALFORMED, "no value").message()).isEqualTo(message);
    }

    @Test
    void ofAValueThatIsTooLargeTheBeginningIsKeptWhateverElseIsWrong() {
        var message = message("id", List.of(), null, new byte[KIB * KIB + 1]);

        var letter = DeadLetter.of("", message, POISON, "it failed");

        assertThat(letter.message().value()).hasSize(16 * KIB);
        assertThat(letter.reason()).isEqualTo(TOO_LARGE);
        assertThat(letter.detail()).isEqualTo("it failed; kept are the first 16384 of the value's 1048577 bytes");
    }

    @Test
    void aTextIsCutBetweenTwoCharacters() {
        byte[] value = ("x" + "\uD83D\uDE80".repeat(300_000)).getBytes(StandardCharsets.UTF_8);

        byte[] kept = DeadLetter.of("", message("id", List.of(), null, value), TOO_LARGE, "")
                .message()
                .value();

        assertThat(kept).hasSize(16 * KIB - 3);
        assertThat(new String(kept, StandardCharsets.UTF_8)).endsWith("\uD83D\uDE80");
    }

    @Test
    void keysIdentitiesAndDetailsHaveBoundsToo() {
        String identity = "i".repeat(100_000);
        var message = message(identity, List.of(), new byte[100_000], null);

        var letter = DeadLetter.of("", message, MALFORMED, "d".repeat(1_999) + "\uD83D\uDE80");

        assertThat(letter.message().key()).hasSize(4 * KIB);
        assertThat(letter.message().id().value()).hasSize(4_096);
        assertThat(letter.message().id().key()).isEqualTo(MessageId.of(identity).key());
        assertThat(letter.detail())
                .isEqualTo("d".repeat(1_999) + "; kept are 4096 of the identity's 100000 characters,"
                        + " the first 4096 of the key's 100000 bytes");
    }

    @Test
    void aHeaderThatIsTooLargeTakesNoOtherWithIt() {
        var small = new Header("small", new byte[10]);
        var last = new Header("last", new byte[] {1});
        var message = message("id", List.of(small, new Header("large", new byte[64 * KIB]), last), null, null);

        var letter = DeadLetter.of("", message, MALFORMED, "no value");

        assertThat(letter.message().headers()).containsExactly(small, last);
        assertThat(letter.detail()).isEqualTo("no value; kept are 2 of the 3 headers");
    }

    @Test
    void oneThousandHeadersAreKeptAndOneHundredThousandAreNot() {
        var headers = new ArrayList<Header>();
        for (int i = 0; i < 100_000; i++) {
            headers.add(new Header("h" + i, new byte[20]));
        }

        assertThat(DeadLetter.of("", message("id", headers.subList(0, 1_000), null, null), MALFORMED, "")
                        .message()
                        .headers())
                .hasSize(1_000);
        assertThat(DeadLetter.of("", message("id", headers, null, null), MALFORMED, "")
                        .message()
                        .headers())
                .hasSizeLessThan(2_000);
    }

    @ParameterizedTest
    @EnumSource(DeadLetterReason.class)
    void aReasonIsFoundByItsLabel(DeadLetterReason reason) {
        assertThat(DeadLetterReason.of(reason.label())).isEqualTo(reason);
    }

    private static Inbound message(
            String identity, List<Header> headers, byte @Nullable [] key, byte @Nullable [] value) {
        return new Inbound(MessageId.of(identity), "product.reserved", "t", 0, 1, headers, key, value, "");
    }
}
