package dev.saga.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saga.booking.BookingSaga;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicsTest {

    @Test
    void every_topic_of_the_contract_has_its_real_name() {
        Topics topics = Topics.of(BookingSaga.create(), name -> "prod." + name);

        assertThat(topics.read())
                .containsExactly(
                        "prod.booking.created",
                        "prod.payment.completed",
                        "prod.payment.failed",
                        "prod.product.reservation_failed",
                        "prod.product.reserved");
        assertThat(topics.written())
                .containsExactly(
                        "prod.saga.cancel_booking",
                        "prod.saga.confirm_booking",
                        "prod.saga.refund_payment",
                        "prod.saga.release_stock",
                        "prod.saga.request_payment",
                        "prod.saga.request_stock");
        assertThat(topics.typeOf("prod.payment.failed")).isEqualTo("payment.failed");
        assertThat(topics.topicOf("saga.request_stock")).isEqualTo("prod.saga.request_stock");
    }

    @Test
    void two_topics_cannot_share_a_name() {
        assertThatThrownBy(() -> Topics.of(BookingSaga.create(), name -> "one"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two topics have the name one");
        assertThatThrownBy(() -> new Topics(Map.of("one", "a"), Map.of("b", "one")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two topics have the name one");
    }

    @Test
    void a_command_that_the_saga_does_not_have_is_named() {
        Topics topics = new Topics(Map.of(), Map.of("saga.request_stock", "stock"));

        assertThatThrownBy(() -> topics.topicOf("saga.request_seat"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("saga.request_seat")
                .hasMessageContaining("[saga.request_stock]");
    }
}
