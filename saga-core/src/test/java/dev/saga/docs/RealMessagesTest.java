package dev.saga.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.booking.BookingDeadlines;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingInput.BookingCreated;
import dev.saga.booking.BookingInput.CancelRequested;
import dev.saga.booking.BookingInput.PaymentCompleted;
import dev.saga.booking.BookingInput.PaymentFailed;
import dev.saga.booking.BookingInput.ProductReserved;
import dev.saga.booking.BookingInput.ReservationFailed;
import dev.saga.booking.BookingSaga;
import dev.saga.booking.Product;
import dev.saga.json.JacksonCodec;
import dev.saga.memory.InMemoryOrchestrator;
import dev.saga.message.Outcome;
import dev.saga.saga.Command;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the orchestrator really sends, and the messages that make it do so, are valid by the published schemas. */
class RealMessagesTest {
    private static final String BOOKING = "b-1";
    private static final BookingSaga SAGA = BookingSaga.create();
    private static final String LONG_TEXT = "\0" + "\uD83D\uDE80".repeat(3_000);

    private static final byte[] FAILED_WITHOUT_ID = "{\"bookingId\": \"b-1\"}".getBytes(StandardCharsets.UTF_8);

    private final MessageSchemas schemas = new MessageSchemas();
    private final JacksonCodec codec = new JacksonCodec();

    record Story(String name, List<BookingInput> inputs) {
        static Story of(String name, BookingInput... inputs) {
            return new Story(name, List.of(inputs));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Story> stories() {
        var paymentId = "\uD83D\uDE80".repeat(255);
        return Stream.of(
                Story.of("everything goes well", created(), reserved("p-1"), reserved("p-2"), paid("pay-1")),
                Story.of("a product is out of stock", created(), reserved("p-1"), outOfStock("p-2", "out of stock")),
                Story.of("the payment fails", created(), reserved("p-1"), reserved("p-2"), unpaid("card declined")),
                Story.of("a reservation comes late", created(), outOfStock("p-1", ""), reserved("p-2")),
                Story.of(
                        "a payment comes late",
                        created(),
                        reserved("p-1"),
                        reserved("p-2"),
                        new JacksonCodec().decode(FAILED_WITHOUT_ID, PaymentFailed.class),
                        paid(paymentId)),
                Story.of("a reason is long and has a NUL", created(), outOfStock("p-2", LONG_TEXT)),
                largest());
    }

    @ParameterizedTest
    @MethodSource("stories")
    void whatIsSentInAStoryIsValid(Story story) {
        assertThat(commandsOf(story)).isNotEmpty().allSatisfy(this::assertValid);
    }

    @ParameterizedTest
    @MethodSource("stories")
    void whatIsReportedInAStoryIsValid(Story story) {
        assertThat(story.inputs()).allSatisfy(input -> assertValid(SAGA.inputs().nameOf(input), codec.encode(input)));
    }

    @Test
    void theStoriesHaveEveryMessageInThem() {
        var seen = new TreeSet<String>();
        stories().forEach(story -> {
            story.inputs().forEach(input -> seen.add(SAGA.inputs().nameOf(input)));
            commandsOf(story).forEach(command -> seen.add(SAGA.commands().nameOf(command)));
        });

        assertThat(seen).isEqualTo(MessageNamesTest.messages());
    }

    @Test
    void aDeadlineGivesAValidReason() {
        var second = Duration.ofSeconds(1);
        var bookings = InMemoryOrchestrator.of(
                BookingSaga.create(new BookingDeadlines(Map.of(BookingSaga.Phase.STOCK, second))));
        bookings.deliver(created());

        bookings.advance(second);

        assertCancelled(bookings.commands());
    }

    @Test
    void aCancellationByAnOperatorHasAValidReasonEvenIfNoneWasGiven() {
        var bookings = InMemoryOrchestrator.of(SAGA);
        bookings.deliver(created());

        bookings.deliver(new CancelRequested(BOOKING, ""));

        assertCancelled(bookings.commands());
    }

    private void assertCancelled(List<Command> commands) {
        assertThat(commands).extracting(SAGA.commands()::nameOf).contains("saga.cancel_booking");
        assertThat(commands).allSatisfy(this::assertValid);
    }

    private void assertValid(Command command) {
        assertValid(SAGA.commands().nameOf(command), codec.encode(command));
    }

    private void assertValid(String type, byte[] message) {
        assertThat(schemas.errors(type, message)).isEmpty();
    }

    private static List<Command> commandsOf(Story story) {
        var bookings = InMemoryOrchestrator.of(SAGA);
        story.inputs()
                .forEach(input ->
                        assertThat(bookings.deliver(input)).as("%s", input).isEqualTo(Outcome.APPLIED));
        return bookings.commands();
    }

    /** As many of as many products at as high a price as a booking can have. */
    private static Story largest() {
        int most = 1_000_000_000;
        var price = new BigDecimal("999999999999999999.999999999");
        var products = IntStream.range(0, 1_000)
                .mapToObj(number -> new Product("p-" + number, most))
                .toList();
        var inputs = new ArrayList<BookingInput>();
        inputs.add(new BookingCreated(BOOKING, LONG_TEXT, products));
        products.forEach(product -> inputs.add(new ProductReserved(BOOKING, product.productId(), most, price)));
        return new Story("the largest booking", inputs);
    }

    private static BookingInput created() {
        return new BookingCreated(BOOKING, "ada", List.of(new Product("p-1", 2), new Product("p-2", 1)));
    }

    private static BookingInput reserved(String productId) {
        boolean first = productId.equals("p-1");
        return new ProductReserved(BOOKING, productId, first ? 2 : 1, new BigDecimal(first ? "10.00" : "0.5"));
    }

    private static BookingInput outOfStock(String productId, String reason) {
        return new ReservationFailed(BOOKING, productId, reason);
    }

    private static BookingInput paid(String paymentId) {
        return new PaymentCompleted(BOOKING, paymentId, "INV-17");
    }

    private static BookingInput unpaid(String reason) {
        return new PaymentFailed(BOOKING, "pay-0", reason);
    }
}
