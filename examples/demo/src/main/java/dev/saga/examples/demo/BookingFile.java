package dev.saga.examples.demo;

import dev.saga.booking.BookingInput.BookingCreated;
import dev.saga.booking.Product;
import dev.saga.json.JacksonCodec;
import dev.saga.message.MalformedMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A file with the value of one {@code booking.created} a line. Blank lines are passed over. */
final class BookingFile {
    private static final int LONGEST_VALUE = 1 << 20;
    private static final JacksonCodec CODEC = new JacksonCodec();

    private BookingFile() {}

    /**
     * The bookings of a file.
     *
     * @throws UsageError if it cannot be read, has no booking, or a line is no {@code booking.created} by the contract
     */
    static List<WantedBooking> read(Path file) {
        List<WantedBooking> bookings = parse(text(file), file.toString());
        if (bookings.isEmpty()) {
            throw new UsageError(file + " has no bookings");
        }
        return bookings;
    }

    static List<WantedBooking> parse(String text, String file) {
        var bookings = new ArrayList<WantedBooking>();
        Map<String, Integer> lines = new HashMap<>();
        int number = 0;
        for (String line : text.split("\r?\n", -1)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            WantedBooking booking = booking(line, file + " line " + number + ": ");
            Integer earlier = lines.putIfAbsent(booking.bookingId(), number);
            if (earlier != null) {
                throw new UsageError("%s line %d: booking %s is on line %d already"
                        .formatted(file, number, booking.bookingId(), earlier));
            }
            bookings.add(booking);
        }
        return bookings;
    }

    private static WantedBooking booking(String line, String where) {
        byte[] value = line.getBytes(StandardCharsets.UTF_8);
        if (value.length > LONGEST_VALUE) {
            throw new UsageError(where + "longer than 1 MiB");
        }
        try {
            BookingCreated created = CODEC.decode(value, BookingCreated.class);
            Map<String, Integer> products = new LinkedHashMap<>();
            for (Product product : created.products()) {
                products.put(product.productId(), product.quantity());
            }
            return new WantedBooking(created.bookingId(), products, line);
        } catch (MalformedMessage e) {
            throw new UsageError(where + e.getMessage());
        }
    }

    private static String text(Path file) {
        byte[] bytes = bytes(file);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UsageError("%s line %d: not valid UTF-8".formatted(file, firstBrokenLine(bytes)));
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new UsageError("there is no file " + file);
        } catch (IOException e) {
            throw new UsageError(file + " cannot be read: " + e);
        }
    }

    private static int firstBrokenLine(byte[] bytes) {
        int line = 1;
        int start = 0;
        for (int at = 0; at <= bytes.length; at++) {
            if (at == bytes.length || bytes[at] == '\n') {
                String decoded = new String(bytes, start, at - start, StandardCharsets.UTF_8);
                if (decoded.getBytes(StandardCharsets.UTF_8).length != at - start || decoded.indexOf('\uFFFD') >= 0) {
                    return line;
                }
                start = at + 1;
                line++;
            }
        }
        return line;
    }
}
