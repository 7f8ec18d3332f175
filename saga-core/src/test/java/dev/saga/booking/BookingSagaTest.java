package dev.saga.booking;

import static dev.saga.saga.Refusal.CONTRADICTION;
import static dev.saga.saga.Refusal.UNKNOWN_SAGA;

import dev.saga.booking.BookingCommand.CancelBooking;
import dev.saga.booking.BookingCommand.ConfirmBooking;
import dev.saga.booking.BookingCommand.RefundPayment;
import dev.saga.booking.BookingCommand.ReleaseStock;
import dev.saga.booking.BookingCommand.RequestPayment;
import dev.saga.booking.BookingCommand.RequestStock;
import dev.saga.booking.BookingInput.BookingCreated;
import dev.saga.booking.BookingInput.CancelRequested;
import dev.saga.booking.BookingInput.DeadlineElapsed;
import dev.saga.booking.BookingInput.PaymentCompleted;
import dev.saga.booking.BookingInput.PaymentFailed;
import dev.saga.booking.BookingInput.ProductReserved;
import dev.saga.booking.BookingInput.ReservationFailed;
import dev.saga.booking.BookingSaga.Phase;
import dev.saga.saga.Silence;
import dev.saga.testing.SagaFixture;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Section 2 of the contract, sentence by sentence. */
class BookingSagaTest {
    private static final BookingInput CREATED =
            new BookingCreated("b-1", "ada", List.of(new Product("chair", 2), new Product("table", 1)));
    private static final BookingInput CHAIR = new ProductReserved("b-1", "chair", 2, new BigDecimal("19.99"));
    private static final BookingInput TABLE = new ProductReserved("b-1", "table", 1, new BigDecimal("0.1"));
    private static final BookingInput PAID = new PaymentCompleted("b-1", "payment-1", "reference");

    private final SagaFixture<BookingState, BookingInput, BookingEvent> booking =
            SagaFixture.of(BookingSaga.create(), "b-1");

    @Nested
    class Rule1 {
        @Test
        void aBookingRequestsEveryProduct() {
            booking.when(CREATED)
                    .thenCommands(new RequestStock("b-1", "chair", 2), new RequestStock("b-1", "table", 1))
                    .thenState("WAITING_STOCK");
        }

        @Test
        void theSameProductTwiceIsOneProductWithTheQuantitiesAdded() {
            booking.when(new BookingCreated(
                            "b-1", "", List.of(new Product("a", 2), new Product("b", 1), new Product("a", 3))))
                    .thenCommands(new RequestStock("b-1", "a", 5), new RequestStock("b-1", "b", 1));
        }

        @Test
        void aSecondCreationWithTheSameContentChangesNothing() {
            var inAnotherOrder =
                    new BookingCreated("b-1", "ada", List.of(new Product("table", 1), new Product("chair", 2)));
            var split = new BookingCreated(
                    "b-1", "ada", List.of(new Product("chair", 1), new Product("table", 1), new Product("chair", 1)));

            booking.given(CREATED).when(CREATED).thenIgnored(Silence.REPEAT);
            booking.when(inAnotherOrder).thenIgnored(Silence.REPEAT);
            booking.given(CHAIR).when(split).thenIgnored(Silence.REPEAT);
            booking.given(TABLE).when(CREATED).thenIgnored(Silence.REPEAT);
            booking.given(PAID).when(CREATED).thenIgnored(Silence.REPEAT);
        }

        @Test
        void aSecondCreationWithAnotherContentIsAContradictionInEveryState() {
            var another = new BookingCreated("b-1", "ada", List.of(new Product("chair", 2)));
            String words = "already created with another content";

            booking.given(CREATED).when(another).thenRefused(CONTRADICTION, words);
            booking.when(new BookingCreated("b-1", "bob", List.of(new Product("chair", 2), new Product("table", 1))))
                    .thenRefused(CONTRADICTION, words);
            booking.given(new CancelRequested("b-1", "")).when(another).thenRefused(CONTRADICTION, words);
            booking.given(CHAIR, TABLE).when(another).thenRefused(CONTRADICTION, words);
        }

        @Test
        void nobodyCanReportAboutABookingThatWasNotCreated() {
            booking.when(CHAIR).thenRefused(UNKNOWN_SAGA, "no booking of this id");
            booking.when(PAID).thenRefused(UNKNOWN_SAGA, "no booking of this id");
            booking.when(new ReservationFailed("b-1", "chair", "")).thenRefused(UNKNOWN_SAGA, "no booking");
            booking.when(new PaymentFailed("b-1", "p", "")).thenRefused(UNKNOWN_SAGA, "no booking");
            booking.when(new CancelRequested("b-1", "")).thenRefused(UNKNOWN_SAGA, "no booking");
        }
    }

    @Nested
    class Rules2And3 {
        @Test
        void thePaymentIsRequestedWhenTheLastProductIsReserved() {
            booking.given(CREATED, TABLE)
                    .when(CHAIR)
                    .thenEvents(new BookingEvent.StockReserved("chair", 2, new BigDecimal("19.99")))
                    .thenCommands(new RequestPayment("b-1", new BigDecimal("40.08")))
                    .thenState("WAITING_PAYMENT");
        }

        @Test
        void oneReservationOfTwoAsksForNoMoney() {
            booking.given(CREATED).when(CHAIR).thenCommands().thenState("WAITING_STOCK");
        }

        @Test
        void thePaymentConfirmsTheBooking() {
            booking.given(CREATED, CHAIR, TABLE)
                    .when(PAID)
                    .thenEvents(new BookingEvent.PaymentCompleted("payment-1", "reference"))
                    .thenCommands(new ConfirmBooking("b-1"))
                    .thenState("COMPLETED");
        }
    }

    @Nested
    class Rules4And5 {
        @Test
        void aFailedReservationCancelsAndReleasesWhatIsReservedSoFar() {
            booking.given(CREATED, CHAIR)
                    .when(new ReservationFailed("b-1", "table", "sold out"))
                    .thenCommands(
                            new CancelBooking("b-1", "Product table could not be reserved: sold out"),
                            new ReleaseStock("b-1", "chair", 2))
                    .thenState("CANCELLED");
        }

        @Test
        void theCompensationLastsWhileARequestIsUnanswered() {
            booking.given(CREATED)
                    .when(new ReservationFailed("b-1", "table", ""))
                    .thenCommands(new CancelBooking("b-1", "Product table could not be reserved."))
                    .thenState("COMPENSATING");
        }

        @Test
        void aReservationDuringTheCompensationIsReleasedAtOnce() {
            booking.given(CREATED, new ReservationFailed("b-1", "table", ""))
                    .when(CHAIR)
                    .thenCommands(new ReleaseStock("b-1", "chair", 2))
                    .thenState("CANCELLED");
        }

        @Test
        void aReservationAfterTheEndIsReleasedAndSoIsOneAfterItsFailure() {
            booking.given(CREATED, CHAIR, new ReservationFailed("b-1", "table", ""))
                    .when(TABLE)
                    .thenCommands(new ReleaseStock("b-1", "table", 1))
                    .thenState("CANCELLED");
            booking.given(TABLE).when(TABLE).thenIgnored(Silence.REPEAT);
        }

        @Test
        void aFailedPaymentCancelsAndReleasesEverything() {
            booking.given(CREATED, CHAIR, TABLE)
                    .when(new PaymentFailed("b-1", "payment-1", "no cover"))
                    .thenCommands(
                            new CancelBooking("b-1", "The payment failed: no cover"),
                            new ReleaseStock("b-1", "chair", 2),
                            new ReleaseStock("b-1", "table", 1))
                    .thenState("CANCELLED");
        }

        @Test
        void aPaymentThatCompletesAfterItFailedIsRefundedOncePerPayment() {
            booking.given(CREATED, CHAIR, TABLE, new PaymentFailed("b-1", "payment-1", ""))
                    .when(PAID)
                    .thenCommands(new RefundPayment("b-1", "payment-1"))
                    .thenState("CANCELLED");
            booking.given(PAID).when(PAID).thenIgnored(Silence.REPEAT);
            booking.when(new PaymentCompleted("b-1", "payment-2", ""))
                    .thenCommands(new RefundPayment("b-1", "payment-2"));
        }

        @Test
        void anElapsedDeadlineCancels() {
            booking.given(CREATED, CHAIR)
                    .when(new DeadlineElapsed("b-1", Phase.STOCK))
                    .thenCommands(
                            new CancelBooking("b-1", "The reservation of the products was not answered in time."),
                            new ReleaseStock("b-1", "chair", 2))
                    .thenState("COMPENSATING");
            booking.given(TABLE)
                    .when(new DeadlineElapsed("b-1", Phase.PAYMENT))
                    .thenCommands(
                            new CancelBooking("b-1", "The payment was not answered in time."),
                            new ReleaseStock("b-1", "chair", 2),
                            new ReleaseStock("b-1", "table", 1))
                    .thenState("COMPENSATING");
        }

        @Test
        void aPaymentThatCompletesAfterItsDeadlineIsRefunded() {
            booking.given(CREATED, CHAIR, TABLE, new DeadlineElapsed("b-1", Phase.PAYMENT))
                    .when(PAID)
                    .thenCommands(new RefundPayment("b-1", "payment-1"))
                    .thenState("CANCELLED");
        }

        @Test
        void whenTheCompensationsDeadlineElapsesItIsOverAndSaysNothing() {
            booking.given(CREATED, new ReservationFailed("b-1", "table", ""))
                    .when(new DeadlineElapsed("b-1", Phase.COMPENSATION))
                    .thenCommands()
                    .thenState("CANCELLED");
        }

        @Test
        void aDeadlineOfAPhaseThatIsOverIsOvertaken() {
            booking.given(CREATED, CHAIR, TABLE)
                    .when(new DeadlineElapsed("b-1", Phase.STOCK))
                    .thenIgnored(Silence.OVERTAKEN);
            booking.given(PAID).when(new DeadlineElapsed("b-1", Phase.PAYMENT)).thenIgnored(Silence.OVERTAKEN);
        }

        @Test
        void anOperatorCancelsWithTheirReasonUntilTheEndIsDecided() {
            booking.given(CREATED)
                    .when(new CancelRequested("b-1", "a mistake"))
                    .thenCommands(new CancelBooking("b-1", "The booking was cancelled by an operator: a mistake"))
                    .thenState("COMPENSATING");
            booking.given(CHAIR, TABLE, PAID)
                    .when(new CancelRequested("b-1", ""))
                    .thenRefused(CONTRADICTION, "already completed");
        }

        @Test
        void theReasonIsCutToAThousandCharacters() {
            String longest = "\uD83D\uDE80".repeat(1_000);
            String cut = "The payment failed: " + "\uD83D\uDE80".repeat(980);

            booking.given(CREATED, CHAIR, TABLE)
                    .when(new PaymentFailed("b-1", "payment-1", longest))
                    .thenCommands(
                            new CancelBooking("b-1", cut),
                            new ReleaseStock("b-1", "chair", 2),
                            new ReleaseStock("b-1", "table", 1));
        }
    }

    @Nested
    class Rule7 {
        @Test
        void theSameReservationAgainIsARepetitionHoweverItsPriceIsWritten() {
            booking.given(CREATED, TABLE)
                    .when(new ProductReserved("b-1", "table", 1, new BigDecimal("0.10")))
                    .thenIgnored(Silence.REPEAT);
        }

        @Test
        void anotherPriceQuantityOrProductIsAContradiction() {
            booking.given(CREATED, TABLE);
            booking.when(new ProductReserved("b-1", "table", 1, BigDecimal.ONE))
                    .thenRefused(CONTRADICTION, "at the price 0.1, and is now reported at 1");
            booking.when(new ProductReserved("b-1", "table", 2, new BigDecimal("0.1")))
                    .thenRefused(CONTRADICTION, "1 units were requested, and 2 are reported");
            booking.when(new ProductReserved("b-1", "chair", 1, BigDecimal.ONE))
                    .thenRefused(CONTRADICTION, "2 units were requested, and 1 are reported");
            booking.when(new ProductReserved("b-1", "lamp", 1, BigDecimal.ONE))
                    .thenRefused(CONTRADICTION, "product lamp is not in this booking");
            booking.when(new ReservationFailed("b-1", "lamp", ""))
                    .thenRefused(CONTRADICTION, "product lamp is not in this booking");
        }

        @Test
        void theFailureOfWhatIsReservedIsAContradiction() {
            booking.given(CREATED, TABLE)
                    .when(new ReservationFailed("b-1", "table", ""))
                    .thenRefused(CONTRADICTION, "table was already reserved");
            booking.given(CHAIR)
                    .when(new ReservationFailed("b-1", "table", ""))
                    .thenRefused(CONTRADICTION, "table was already reserved");
        }

        @Test
        void aPaymentThatNobodyAskedForIsAContradiction() {
            booking.given(CREATED, CHAIR);
            booking.when(PAID).thenRefused(CONTRADICTION, "no payment was requested");
            booking.when(new PaymentFailed("b-1", "p", "")).thenRefused(CONTRADICTION, "no payment was requested");
            booking.given(new CancelRequested("b-1", ""));
            booking.when(PAID).thenRefused(CONTRADICTION, "no payment was requested");
            booking.when(new PaymentFailed("b-1", "p", "")).thenRefused(CONTRADICTION, "no payment was requested");
        }

        @Test
        void aSecondPaymentOfACompletedBookingIsAContradiction() {
            booking.given(CREATED, CHAIR, TABLE, PAID);
            booking.when(PAID).thenIgnored(Silence.REPEAT);
            booking.when(new PaymentCompleted("b-1", "payment-2", ""))
                    .thenRefused(CONTRADICTION, "payment payment-2 is reported as well");
            booking.when(new PaymentFailed("b-1", "payment-1", "")).thenRefused(CONTRADICTION, "the booking is paid");
        }
    }
}
