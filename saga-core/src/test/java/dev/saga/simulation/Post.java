package dev.saga.simulation;

import dev.saga.booking.BookingInput;
import dev.saga.message.Codec;
import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import dev.saga.orchestrator.Delivery;
import dev.saga.orchestrator.MessageReader;
import dev.saga.saga.Saga;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is on its way to the orchestrator: late, out of order, lost and sent again, delivered twice. */
final class Post {
    private static final int LONGEST_DELAY = 24;
    private static final int LONGEST_LOSS = 64;

    private final long seed;
    private final Saga<?, BookingInput, ?> saga;
    private final @Nullable Codec codec;
    private final List<Letter> waiting = new ArrayList<>();
    private int lost;

    /** With a codec, messages are read from their bytes; without one, they are understood as they are. */
    Post(long seed, Saga<?, BookingInput, ?> saga, @Nullable Codec codec) {
        this.seed = seed;
        this.saga = saga;
        this.codec = codec;
    }

    /**
     * Sends a message.
     *
     * @param name the same in every world that has the message
     * @param from the step in which it is sent
     * @param within how many steps it may take, if it is late
     */
    void send(long name, BookingInput input, int from, int within) {
        long luck = Luck.of(seed, 0, name);
        boolean late = within > LONGEST_DELAY || Luck.says(luck, 0, 80);
        int delay = late ? (int) ((luck >>> 8 & 0xFFFF) % within) : 0;
        waiting.add(new Letter(name, delivery(name, input), from + delay));
    }

    void send(long name, BookingInput input, int from) {
        send(name, input, from, LONGEST_DELAY);
    }

    private Delivery<BookingInput> delivery(long name, BookingInput input) {
        MessageId id = MessageId.of(input.bookingId() + "#" + name);
        if (codec == null || input instanceof BookingInput.CancelRequested) {
            var message = Inbound.internal(id, type(input), "");
            return new Delivery<>(message, new Delivery.Understood<>(input.bookingId(), input));
        }
        byte[] key = input.bookingId().getBytes(StandardCharsets.UTF_8);
        String type = type(input);
        return new MessageReader<>(saga, codec)
                .read(new Inbound(id, type, type, 0, name, List.of(), key, codec.encode(input), ""));
    }

    private String type(BookingInput input) {
        return input instanceof BookingInput.CancelRequested
                ? "cancel"
                : saga.inputs().nameOf(input);
    }

    /** What an instance receives in this step: some of it twice, in any order; and some is lost on the way. */
    List<Letter> arriving(Step step) {
        var arriving = new ArrayList<Letter>();
        for (Letter letter : waiting) {
            long luck = Luck.of(seed, step.number(), letter.name());
            if (!letter.arrived(step.number()) || !Luck.says(luck, 0, step.share())) {
                continue;
            }
            if (Luck.says(luck, 8, 8)) {
                lost++;
                letter.lostUntil(step.number() + 1 + (int) (luck >>> 16 & 0xFF) % LONGEST_LOSS);
                continue;
            }
            arriving.add(letter);
            if (Luck.says(luck, 24, 6)) {
                arriving.add(letter);
            }
        }
        return shuffled(arriving, step.number());
    }

    private List<Letter> shuffled(List<Letter> letters, int step) {
        long[] order = new long[letters.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = Luck.of(seed, -step, letters.get(i).name()) & 0xFFFFFFFF00000000L | i;
        }
        Arrays.sort(order);
        var shuffled = new ArrayList<Letter>(order.length);
        for (long place : order) {
            shuffled.add(letters.get((int) place));
        }
        return shuffled;
    }

    /** These were handled; but for some of them nobody remembers it, and they will come again. */
    void acknowledge(List<Letter> letters, Step step) {
        for (Letter letter : letters) {
            if (!Luck.says(Luck.of(seed, step.number(), letter.name()), 32, 10)) {
                letter.acknowledge();
            }
        }
        waiting.removeIf(Letter::acknowledged);
    }

    /** Everything that has not come yet. */
    List<Letter> everything() {
        var all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    int lost() {
        return lost;
    }
}
