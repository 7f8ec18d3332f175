package dev.saga.runner.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.saga.runner.system.Services.Heard;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares one booking's history with all that its services heard of it, copy by copy (contract, rules 1 to 8). */
final class Books {
    private final String bookingId;
    private final JsonNode saga;
    private final List<JsonNode> recorded = new ArrayList<>();
    private final Map<String, Heard> published = new LinkedHashMap<>();

    Books(String bookingId, JsonNode saga, List<Heard> heard) {
        this.bookingId = bookingId;
        this.saga = saga;
        saga.path("history").forEach(event -> event.path("commands").forEach(recorded::add));
        for (Heard command : heard) {
            Heard first = published.putIfAbsent(command.id(), command);
            if (first != null) {
                assertThat(command.type() + command.body())
                        .as("a copy of " + command.id())
                        .isEqualTo(first.type() + first.body());
            }
        }
    }

    /** Whether every command that is recorded was heard, and the booking is over. */
    boolean complete() {
        return saga.hasNonNull("endedAt") && recorded.stream().allMatch(command -> published.containsKey(id(command)));
    }

    /** Holds the history and the services' books to each other, and both to the rules. */
    void hold(End end) {
        assertThat(saga.path("state").asText()).as(bookingId).isEqualTo(end.state());
        everyMessageHadOneEffect();
        whatWasPublishedIsWhatWasRecorded();
        everyProductWasRequestedOnceAndReleasedOnceOrSold(end);
        moneyIsExact(end);
    }

    private void everyMessageHadOneEffect() {
        Set<String> causes = new LinkedHashSet<>();
        String last = "";
        int version = 0;
        for (JsonNode event : saga.path("history")) {
            assertThat(event.path("version").asInt()).as(bookingId).isEqualTo(++version);
            String cause = event.path("causedBy").asText();
            if (!cause.equals(last)) {
                assertThat(causes.add(cause))
                        .as("the effect of %s in %s", cause, saga)
                        .isTrue();
            }
            last = cause;
        }
    }

    private void whatWasPublishedIsWhatWasRecorded() {
        assertThat(published.keySet())
                .as(bookingId)
                .containsExactlyInAnyOrderElementsOf(
                        recorded.stream().map(Books::id).toList());
        long before = 0;
        for (JsonNode command : recorded) {
            Heard heard = published.get(id(command));
            assertThat(heard.type())
                    .as(bookingId)
                    .isEqualTo(command.path("type").asText());
            assertThat(heard.timestamp())
                    .as("the first copies of %s in the order of %s", published, recorded)
                    .isGreaterThanOrEqualTo(before);
            before = heard.timestamp();
        }
    }

    private void everyProductWasRequestedOnceAndReleasedOnceOrSold(End end) {
        List<String> requested = products("saga.request_stock");
        assertThat(requested).as(bookingId).isNotEmpty().doesNotHaveDuplicates();
        List<String> kept = requested.stream()
                .filter(product -> !product.startsWith("missing"))
                .toList();
        if (end == End.COMPLETED) {
            assertThat(products("saga.release_stock")).as(bookingId).isEmpty();
        } else {
            assertThat(products("saga.release_stock")).as(bookingId).containsExactlyInAnyOrderElementsOf(kept);
        }
        assertThat(of("saga.confirm_booking")).as(bookingId).hasSize(end == End.COMPLETED ? 1 : 0);
        assertThat(of("saga.cancel_booking")).as(bookingId).hasSize(end == End.COMPLETED ? 0 : 1);
    }

    private void moneyIsExact(End end) {
        List<Heard> payments = of("saga.request_payment");
        assertThat(payments).as(bookingId).hasSizeLessThanOrEqualTo(1);
        assertThat(payments.isEmpty() && end == End.COMPLETED).as(bookingId).isFalse();
        BigDecimal total = new BigDecimal("0.10")
                .multiply(BigDecimal.valueOf(products("saga.request_stock").size()));
        payments.forEach(payment -> assertThat(
                        new BigDecimal(payment.body().path("totalPrice").asText()))
                .as(bookingId)
                .isEqualTo(total));
        assertThat(of("saga.refund_payment")).as(bookingId).hasSize(end == End.REFUNDED ? 1 : 0);
    }

    private List<String> products(String type) {
        return of(type).stream().map(Heard::productId).toList();
    }

    private List<Heard> of(String type) {
        return published.values().stream()
                .filter(command -> command.type().equals(type))
                .toList();
    }

    private static String id(JsonNode command) {
        return command.path("id").asText();
    }
}
