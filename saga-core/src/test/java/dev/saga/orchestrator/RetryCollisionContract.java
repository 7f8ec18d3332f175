package dev.saga.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What every store promises about a dead letter that is retried while somebody else has the same message in hand. */
public abstract class RetryCollisionContract extends RetryScene {
    @Test
    void twoRetriesOfOneLetterAtOnceHaveOneEffect() {
        for (int round = 0; round < 20; round++) {
            String booking = "b-" + round;
            var message = message("/shop#" + round, "product.reserved", RESERVED.replace("b-1", booking));
            if (round % 2 == 0) {
                deliver(message);
            } else {
                unreadable(message);
            }
            create(booking, "chair");
            long id = onlyLetter();

            List<Supplier<Optional<Answer>>> both = List.of(() -> retry.retry(id), () -> retry.retry(id));
            assertThat(Rendezvous.collide(both)).containsExactlyInAnyOrder(APPLIED, GONE);

            assertThat(payments(booking)).isEqualTo(1);
            assertThat(fixture.deadLetters()).isEmpty();
        }
    }

    @Test
    void aRetryAndAnotherDeliveryOfTheSameMessageAtOnceHaveOneEffect() {
        for (int round = 0; round < 20; round++) {
            String booking = "b-" + round;
            var message = message("/shop#" + round, "product.reserved", RESERVED.replace("b-1", booking));
            unreadable(message);
            create(booking, "chair");
            long id = onlyLetter();

            List<Supplier<String>> both = List.of(
                    () -> retry.retry(id)
                            .orElseThrow()
                            .getClass()
                            .getSimpleName()
                            .toUpperCase(Locale.ROOT),
                    () -> deliver(message).name());
            assertThat(Rendezvous.collide(both)).containsExactlyInAnyOrder("APPLIED", "DUPLICATE");

            assertThat(payments(booking)).isEqualTo(1);
            assertThat(fixture.deadLetters()).isEmpty();
        }
    }
}
