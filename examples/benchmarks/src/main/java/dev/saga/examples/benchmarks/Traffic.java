package dev.saga.examples.benchmarks;

import dev.saga.booking.BookingInput;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** What an orchestrator is told of many bookings at once, so that a batch has messages of many sagas. */
final class Traffic {
    private static final int IN_FLIGHT = 500;

    private Traffic() {}

    /**
     * Full batches of messages with 500 bookings in flight, from the first booking's beginning to the last one's end.
     *
     * @param messages how many there are in all, roughly
     * @param size how many of them are in a batch
     * @param failures how many bookings in a hundred fail, half of them for want of stock
     */
    static List<List<BookingInput>> batches(int messages, int size, int products, int failures) {
        int longest = products + 2;
        int begunBetween = IN_FLIGHT / longest;
        var bookings = IntStream.range(0, messages / longest)
                .mapToObj(number -> booking(number, products, failures))
                .toList();
        var all = new ArrayList<BookingInput>(messages);
        for (int now = 0; now < bookings.size() + IN_FLIGHT; now++) {
            for (int said = 0; said < longest; said++) {
                int number = now - said * begunBetween;
                if (number >= 0
                        && number < bookings.size()
                        && said < bookings.get(number).size()) {
                    all.add(bookings.get(number).get(said));
                }
            }
        }
        return IntStream.range(0, all.size() / size)
                .mapToObj(batch -> List.copyOf(all.subList(batch * size, (batch + 1) * size)))
                .toList();
    }

    private static List<BookingInput> booking(int number, int products, int failures) {
        String id = new UUID(number * 0x9E3779B97F4A7C15L, number).toString();
        if (number % 100 >= failures) {
            return Conversation.completed(id, products);
        }
        return number % 2 == 0 ? Conversation.soldOut(id, products) : Conversation.unpaid(id, products);
    }
}
