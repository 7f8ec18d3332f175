package dev.saga.examples.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Makes {@code bookings.jsonl}: the same every time. */
final class SampleBookings {
    private static final int COUNT = 1_000;
    private static final long SEED = 2026;
    private static final int EVERY_ODD = 10;
    private static final int CATALOGUE = 80;
    private static final int MOST_PRODUCTS = 20;

    private static final List<String> ODD = List.of(
            "🎫-%d",
            "👩‍👩‍👧‍👦/%d",
            "予約-%d",
            "예약-%d",
            "预订 第%d号",
            "حجز-%d",
            "הזמנה %d",
            "réservation n° %d",
            "re\u0301servation n° %d",
            "Ångström-%d",
            "'%d'; drop table event; --",
            "\"quoted\" %d",
            "back\\slash\\%d",
            "../../%d/..",
            "a/b/c?d=%d&e#f",
            "100%%25 %d",
            "  spaces %d  ",
            "<b>%d</b>",
            "${NAME}-%d",
            "{\"bookingId\":%d}",
            "\u202Ertl-%d\u202C",
            "zero\u200Bwidth%d",
            "𝔟𝔬𝔬𝔨𝔦𝔫𝔤-%d",
            "null-%d",
            "%d",
            "-%d",
            "CASE-%d",
            "case-%d",
            "x".repeat(240) + "-%d",
            "長".repeat(240) + "-%d");

    private static final List<String> ODD_PRODUCTS = List.of(
            "room/double", "room/single", "déjeuner", "席-A1", "🎻", "مقعد", "\"vip\"", "50% off", "O'Brien", "a b");

    private final Random random = new Random(SEED);
    private final List<String> products = new ArrayList<>();

    private SampleBookings() {
        products.addAll(ODD_PRODUCTS);
        while (products.size() < CATALOGUE) {
            products.add("sku-%03d".formatted(products.size()));
        }
    }

    /** The whole file. */
    static String file() {
        var sample = new SampleBookings();
        var file = new StringBuilder();
        for (int number = 1; number <= COUNT; number++) {
            file.append(sample.booking(number)).append('\n');
        }
        return file.toString();
    }

    private ObjectNode booking(int number) {
        ObjectNode booking = JsonNodeFactory.instance.objectNode().put("bookingId", bookingId(number));
        int user = random.nextInt(10);
        if (user > 0) {
            booking.put("userId", user == 1 ? "ユーザー\uD83D\uDE00\n" : "user-" + user);
        }
        if (random.nextInt(20) == 0) {
            booking.put("channel", "a field that nobody knows");
        }
        ArrayNode wanted = booking.putArray("products");
        for (String product : distinctProducts(size(number))) {
            wanted.add(product(product));
        }
        if (random.nextInt(25) == 0) {
            wanted.add(product(wanted.get(0).path("productId").textValue()));
        }
        return booking;
    }

    private String bookingId(int number) {
        if (number % EVERY_ODD == 0) {
            return ODD.get(number / EVERY_ODD % ODD.size()).formatted(number);
        }
        byte[] name = ("booking " + number).getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(name).toString();
    }

    private int size(int number) {
        if (number % 100 == 0) {
            return MOST_PRODUCTS;
        }
        return random.nextInt(3) == 0 ? 1 : 1 + random.nextInt(5);
    }

    private List<String> distinctProducts(int count) {
        List<String> chosen = new ArrayList<>();
        while (chosen.size() < count) {
            String product = products.get(random.nextInt(products.size()));
            if (!chosen.contains(product)) {
                chosen.add(product);
            }
        }
        return chosen;
    }

    private ObjectNode product(String productId) {
        int quantity = random.nextInt(100) == 0 ? 1_000_000 : 1 + random.nextInt(9);
        return JsonNodeFactory.instance.objectNode().put("productId", productId).put("quantity", quantity);
    }
}
