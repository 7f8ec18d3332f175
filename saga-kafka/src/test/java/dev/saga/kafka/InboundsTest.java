package dev.saga.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.message.Inbound;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InboundsTest {
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final Inbounds inbounds =
            new Inbounds(new Topics(Map.of("prod.product.reserved.v1", "product.reserved"), Map.of()));

    private static RecordHeaders headers(String... namesAndValues) {
        var headers = new RecordHeaders();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String value = namesAndValues[i + 1];
            headers.add(namesAndValues[i], value == null ? null : value.getBytes(UTF_8));
        }
        return headers;
    }

    private Inbound received(RecordHeaders headers) {
        return inbounds.of(message(headers, "b-1".getBytes(UTF_8), "{}".getBytes(UTF_8)));
    }

    private static ConsumerRecord<byte[], byte[]> message(RecordHeaders headers, byte[] key, byte[] value) {
        return new ConsumerRecord<>(
                "prod.product.reserved.v1",
                3,
                42,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                value,
                headers,
                Optional.empty());
    }

    static Stream<Arguments> identities() {
        String place = "prod.product.reserved.v1/3/42";
        String named = "prod.product.reserved.v1#m-1";
        return Stream.of(
                Arguments.of("a CloudEvent", headers("ce_source", "/shop", "ce_id", "17"), "/shop#17"),
                Arguments.of(
                        "a CloudEvent before a message-id",
                        headers("message-id", "m-1", "ce_source", "/shop", "ce_id", "17"),
                        "/shop#17"),
                Arguments.of("only a source", headers("ce_source", "/shop"), place),
                Arguments.of("only an id", headers("ce_id", "17"), place),
                Arguments.of("only an id, and a message-id", headers("ce_id", "17", "message-id", "m-1"), named),
                Arguments.of("an empty source", headers("ce_source", "", "ce_id", "17"), place),
                Arguments.of(
                        "an empty id, and a message-id",
                        headers("ce_source", "/shop", "ce_id", "", "message-id", "m-1"),
                        named),
                Arguments.of("a header without value", headers("ce_source", "/shop", "ce_id", null), place),
                Arguments.of("a message-id", headers("message-id", "m-1"), named),
                Arguments.of("an empty message-id", headers("message-id", ""), place),
                Arguments.of("nothing", headers(), place),
                Arguments.of(
                        "the last of a name counts",
                        headers("ce_source", "/old", "ce_id", "1", "ce_source", "/shop", "ce_id", "2"),
                        "/shop#2"),
                Arguments.of("other letters", headers("CE_SOURCE", "/shop", "ce_id", "17"), place),
                Arguments.of("text is UTF-8", headers("ce_source", "/läden", "ce_id", "№7"), "/läden#№7"),
                Arguments.of(
                        "bytes that are no text",
                        new RecordHeaders().add("message-id", new byte[] {(byte) 0xC3, (byte) 0x28}),
                        place));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("identities")
    void every_message_has_an_identity(String what, RecordHeaders headers, String identity) {
        assertThat(received(headers).id().value()).as(what).isEqualTo(identity);
    }

    @Test
    void the_type_is_the_contract_name_and_the_place_is_the_real_one() {
        Inbound inbound = received(headers());

        assertThat(inbound.type()).isEqualTo("product.reserved");
        assertThat(inbound.topic()).isEqualTo("prod.product.reserved.v1");
        assertThat(inbound.partition()).isEqualTo(3);
        assertThat(inbound.offset()).isEqualTo(42);
        assertThat(inbound.key()).asString(UTF_8).isEqualTo("b-1");
        assertThat(inbound.value()).asString(UTF_8).isEqualTo("{}");
    }

    @Test
    void all_headers_are_kept_in_order_repeated_and_empty_ones_too() {
        Inbound inbound = received(headers("x", "1", "y", null, "x", "2"));

        assertThat(inbound.headers())
                .extracting(header -> header.name() + "=" + new String(header.value(), UTF_8))
                .containsExactly("x=1", "y=", "x=2");
    }

    @Test
    void a_valid_trace_is_known_and_a_broken_one_is_none() {
        assertThat(received(headers("traceparent", TRACE)).traceparent()).isEqualTo(TRACE);
        assertThat(received(headers("traceparent", "00-nonsense")).traceparent())
                .isEmpty();
        assertThat(received(headers()).traceparent()).isEmpty();
    }

    @Test
    void a_tombstone_without_key_passes_through() {
        Inbound inbound = inbounds.of(message(headers(), null, null));

        assertThat(inbound.value()).isNull();
        assertThat(inbound.key()).isNull();
    }
}
