package dev.saga.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.deadletter.DeadLetterReason;
import dev.saga.message.MessageId;
import dev.saga.orchestrator.MessageReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What breaks a rule of the contract's section 1 is malformed, never a crash, and says so to a person. */
class MalformedMessagesTest {

    @TestFactory
    Stream<DynamicTest> isMalformed() {
        return MalformedCases.all().stream()
                .map(one -> DynamicTest.dynamicTest(one.rule(), () -> {
                    var unreadable = Messages.unreadable(Messages.read(one.type(), one.value()));
                    assertThat(unreadable.reason()).isEqualTo(DeadLetterReason.MALFORMED);
                    assertThat(unreadable.detail())
                            .contains(one.detail())
                            .doesNotContain("\n")
                            .hasSizeLessThan(400);
                }));
    }

    @ParameterizedTest
    @ValueSource(ints = {1_001, 5_000})
    void anIdentityOfMoreThanAThousandCodePointsIsMalformed(int length) {
        var identity = "\uD83D\uDE80".repeat(length);

        assertThat(Messages.unreadable(Messages.read(identity, "product.reserved", utf8(MalformedCases.GOOD)))
                        .detail())
                .contains("its identity has more than 1000 characters");
    }

    @Test
    void anIdentityWithNulIsMalformed() {
        assertThat(Messages.unreadable(Messages.read("a\0b", "product.reserved", utf8(MalformedCases.GOOD)))
                        .reason())
                .isEqualTo(DeadLetterReason.MALFORMED);
    }

    @Test
    void aTombstoneIsMalformed() {
        assertThat(Messages.unreadable(Messages.read("product.reserved", (byte[]) null))
                        .detail())
                .contains("tombstone");
    }

    @Test
    void aValueOfMoreThanOneMebibyteIsTooLargeBeforeAnythingElseIsSaidOfIt() {
        byte[] value = new byte[MessageReader.MOST_BYTES + 1];
        Arrays.fill(value, (byte) '[');

        var unreadable = Messages.unreadable(Messages.read("product.reserved", value));

        assertThat(unreadable.reason()).isEqualTo(DeadLetterReason.TOO_LARGE);
        assertThat(unreadable.detail()).contains("1048577").contains("1048576");
    }

    @Test
    void theMostCharactersOfAnIdentityAreUnicodes() {
        assertThat(MessageId.MOST_CODE_POINTS).isEqualTo(1_000);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
