package dev.saga.simulation;

import dev.saga.booking.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * What is booked, and how everybody behaves whom it concerns.
 *
 * @param number the booking's number in its world, which it keeps when others are left out
 * @param items what is booked
 * @param payment what the payment service does when it is asked for money
 * @param custom what else the shop, an operator or a confused service says about the booking
 */
record Plan(int number, List<Item> items, Pays payment, Custom custom) {
    static final int MOST_ITEMS = 20;

    Plan {
        items = List.copyOf(items);
    }

    /**
     * One product of a booking.
     *
     * @param number its number in the booking, which it keeps when others are left out
     * @param quantity how many units
     * @param cents the price of one
     * @param stock what the stock service does when it is asked for it
     */
    record Item(int number, int quantity, int cents, Reserves stock) {
        private static final List<String> IDS = IntStream.rangeClosed(0, MOST_ITEMS)
                .mapToObj(number -> "product-" + number)
                .toList();

        /** What the second price is higher by, where there is one. */
        static final int SURCHARGE = 7;

        String productId() {
            return IDS.get(number);
        }
    }

    /** The ways of a stock service. */
    enum Reserves {
        RESERVES,
        RESERVES_TWICE,
        REFUSES,
        REFUSES_TWICE,
        SAYS_NOTHING,
        REFUSES_THEN_RESERVES,
        RESERVES_THEN_REFUSES,
        RESERVES_AT_TWO_PRICES,
        REPORTS_ANOTHER_QUANTITY_TOO;

        boolean surely() {
            return this == RESERVES || this == RESERVES_TWICE;
        }

        boolean never() {
            return this == REFUSES || this == REFUSES_TWICE || this == SAYS_NOTHING;
        }
    }

    /** The ways of a payment service. */
    enum Pays {
        COMPLETES,
        COMPLETES_TWICE,
        FAILS,
        FAILS_TWICE,
        SAYS_NOTHING,
        FAILS_THEN_COMPLETES,
        COMPLETES_THEN_FAILS,
        TAKES_TWO_PAYMENTS;

        boolean surely() {
            return this == COMPLETES || this == COMPLETES_TWICE;
        }

        boolean never() {
            return this == FAILS || this == FAILS_TWICE || this == SAYS_NOTHING;
        }
    }

    /** What else is said about a booking. */
    enum Custom {
        NOTHING_ELSE,
        CREATED_TWICE,
        CREATED_AGAIN_WITH_OTHER_CONTENT,
        PAID_WITHOUT_BEING_ASKED,
        CANCELLED_BY_AN_OPERATOR;

        boolean harmless() {
            return this != PAID_WITHOUT_BEING_ASKED && this != CANCELLED_BY_AN_OPERATOR;
        }
    }

    String bookingId() {
        return "booking-" + number;
    }

    List<Product> products() {
        var products = new ArrayList<Product>(items.size());
        for (Item item : items) {
            products.add(new Product(item.productId(), item.quantity()));
        }
        return products;
    }

    /** Whether nobody will say anything that contradicts something else, whatever is lost, late or repeated. */
    boolean consistent() {
        return custom.ordinal() <= Custom.CREATED_TWICE.ordinal()
                && (payment.surely() || payment.never())
                && items.stream()
                        .allMatch(item -> item.stock().surely() || item.stock().never());
    }

    /** Whether everybody will say yes. */
    boolean welcome() {
        return custom.harmless()
                && payment.surely()
                && items.stream().allMatch(item -> item.stock().surely());
    }

    /** Whether somebody will never say yes. */
    boolean hopeless() {
        return items.stream().anyMatch(item -> item.stock().never())
                || payment.never() && custom != Custom.PAID_WITHOUT_BEING_ASKED;
    }

    /** What everybody will do, for the beginning of a story. */
    String words() {
        var words = new ArrayList<String>();
        items.forEach(item -> words.add("%s: %s".formatted(item.productId(), words(item.stock()))));
        words.add("payment: " + words(payment));
        if (custom != Custom.NOTHING_ELSE) {
            words.add(words(custom));
        }
        return "%s (%s)".formatted(bookingId(), String.join("; ", words));
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    Plan with(List<Item> others) {
        return new Plan(number, others, payment, custom);
    }

    Plan with(Pays other) {
        return new Plan(number, items, other, custom);
    }

    Plan with(Custom other) {
        return new Plan(number, items, payment, other);
    }

    /** A plan; where nobody looks at the clock ({@code patient}), everybody answers. */
    static Plan of(int number, RandomGenerator random, boolean patient) {
        int size = sizes(random);
        var items = new ArrayList<Item>(size);
        for (int i = 1; i <= size; i++) {
            Reserves stock = rarely(random, 8 + size) ? any(Reserves.values(), random) : Reserves.RESERVES;
            items.add(new Item(
                    i,
                    1 + random.nextInt(9),
                    random.nextInt(100_000),
                    patient && stock == Reserves.SAYS_NOTHING ? Reserves.REFUSES : stock));
        }
        Pays payment = rarely(random, 4) ? any(Pays.values(), random) : Pays.COMPLETES;
        Custom custom = rarely(random, 12) ? any(Custom.values(), random) : Custom.NOTHING_ELSE;
        return new Plan(number, items, patient && payment == Pays.SAYS_NOTHING ? Pays.FAILS : payment, custom);
    }

    private static int sizes(RandomGenerator random) {
        int dice = random.nextInt(200);
        return dice < 100 ? 1 : dice < 160 ? 2 : dice < 185 ? 3 : dice < 199 ? 4 + dice % 3 : MOST_ITEMS;
    }

    private static boolean rarely(RandomGenerator random, int once) {
        return random.nextInt(once) == 0;
    }

    private static <T> T any(T[] values, RandomGenerator random) {
        return values[random.nextInt(values.length)];
    }
}
