package dev.saga.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.message.Outbound;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CommandRecordsTest {
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final CommandRecords records =
            new CommandRecords(new Topics(Map.of(), Map.of("saga.request_stock", "prod.stock")), "booking");

    private List<String> headersOf(Outbound<byte[]> command) {
        var headers = new ArrayList<String>();
        records.of(command)
                .headers()
                .forEach(header -> headers.add(header.key() + ": " + new String(header.value(), UTF_8)));
        return headers;
    }

    private static Outbound<byte[]> command(String traceparent) {
        return new Outbound<>(
                1,
                UUID.fromString("0190d3a0-0000-8000-8000-000000000001"),
                "bücher-1",
                "saga.request_stock",
                "/läden#17",
                traceparent,
                Instant.parse("2026-03-01T10:15:30.123456Z"),
                Instant.parse("2026-03-01T10:30:30.123456Z"),
                "{}".getBytes(UTF_8));
    }

    @Test
    void a_command_is_a_cloud_event_in_binary_mode() {
        assertThat(headersOf(command(TRACE)))
                .containsExactly(
                        "ce_specversion: 1.0",
                        "ce_id: 0190d3a0-0000-8000-8000-000000000001",
                        "ce_source: /saga/booking",
                        "ce_type: saga.request_stock",
                        "ce_subject: bücher-1",
                        "ce_time: 2026-03-01T10:15:30.123456Z",
                        "ce_correlationid: bücher-1",
                        "ce_causationid: /läden#17",
                        "content-type: application/json",
                        "ce_expirytime: 2026-03-01T10:30:30.123456Z",
                        "traceparent: " + TRACE);
    }

    @Test
    void without_a_trace_there_is_no_trace_header() {
        assertThat(headersOf(command(""))).hasSize(10).noneMatch(header -> header.startsWith("traceparent"));
    }

    @Test
    void it_goes_to_the_real_topic_under_the_booking_as_key() {
        var message = records.of(command(""));

        assertThat(message.topic()).isEqualTo("prod.stock");
        assertThat(message.key()).asString(UTF_8).isEqualTo("bücher-1");
        assertThat(message.value()).asString(UTF_8).isEqualTo("{}");
        assertThat(message.partition()).isNull();
    }
}
