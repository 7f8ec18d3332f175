package dev.saga.examples.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.saga.booking.BookingCommand;
import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingSaga;
import dev.saga.json.JacksonCodec;
import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import dev.saga.orchestrator.Delivery;
import dev.saga.orchestrator.MessageReader;
import java.math.BigDecimal;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;

/** What it costs to turn bytes into inputs, and events and commands into bytes. */
public class CodecCost extends Measured {
    private static final String BOOKING = "0193c7a1-6a0e-7b3c-9d55-2f1f0a7f4e11";
    private static final String PRODUCT = "0193c7a1-6a0e-7b3c-9d55-000000000042";

    private final JacksonCodec codec = new JacksonCodec();
    private final MessageReader<BookingInput> reader = new MessageReader<>(BookingSaga.create(), codec);
    private final byte[] created = """
            {"bookingId": "%s", "userId": "ada", "products": [{"productId": "%s", "quantity": 2},
             {"productId": "p-2", "quantity": 1}, {"productId": "p-3", "quantity": 5}]}
            """.formatted(BOOKING, PRODUCT).getBytes(UTF_8);
    private final byte[] reserved = """
            {"bookingId":"%s","productId":"%s","quantity":2,"price":"19.90"}""".formatted(BOOKING, PRODUCT).getBytes(UTF_8);
    private final Inbound message = new Inbound(
            MessageId.of("/products#17"), "product.reserved", "product.reserved", 0, 17, List.of(), null, reserved, "");
    private final BookingEvent event = new BookingEvent.StockReserved(PRODUCT, 2, new BigDecimal("19.90"));
    private final BookingCommand command = new BookingCommand.RequestStock(BOOKING, PRODUCT, 2);

    /** For JMH. */
    public CodecCost() {}

    /** A {@code booking.created} with three products. */
    @Benchmark
    public BookingInput decodeCreated() {
        return codec.decode(created, BookingInput.BookingCreated.class);
    }

    /** A {@code product.reserved}. */
    @Benchmark
    public BookingInput decodeReserved() {
        return codec.decode(reserved, BookingInput.ProductReserved.class);
    }

    /** The same as a message, with all that is checked of one. */
    @Benchmark
    public Delivery<BookingInput> readReserved() {
        return reader.read(message);
    }

    /** An event for the store. */
    @Benchmark
    public byte[] encodeEvent() {
        return codec.encode(event);
    }

    /** A command for the outbox. */
    @Benchmark
    public byte[] encodeCommand() {
        return codec.encode(command);
    }
}
