package dev.saga.docs;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An inbound message made from a good one by changing one thing. Values are kept as they are written, for the contract
 * tells {@code 1} from {@code 1.0}.
 *
 * @param type its contract name
 * @param change what was changed
 * @param json its value
 */
record Sample(String type, String change, String json) {
    private static final Map<String, String> PRODUCT = fields("productId", "\"p-1\"", "quantity", "2");
    private static final Map<String, Map<String, String>> GOOD = new TreeMap<>(Map.of(
            "booking.created",
                    fields("bookingId", "\"b-1\"", "userId", "\"ada\"", "products", "[" + object(PRODUCT) + "]"),
            "product.reserved",
                    fields("bookingId", "\"b-1\"", "productId", "\"p-1\"", "quantity", "2", "price", "\"10.00\""),
            "product.reservation_failed",
                    fields("bookingId", "\"b-1\"", "productId", "\"p-1\"", "reason", "\"out of stock\""),
            "payment.completed", fields("bookingId", "\"b-1\"", "paymentId", "\"pay-1\"", "reference", "\"INV-17\""),
            "payment.failed", fields("bookingId", "\"b-1\"", "paymentId", "\"pay-1\"", "reason", "\"declined\"")));

    static Set<String> types() {
        return GOOD.keySet();
    }

    /** The fields of that type; those of a product are told as {@code product.…}. */
    static Set<String> fieldsOf(String type) {
        var fields = new LinkedHashMap<>(good(type));
        if (type.equals("booking.created")) {
            PRODUCT.keySet().forEach(field -> fields.put("product." + field, ""));
        }
        return fields.keySet();
    }

    /** With this value, as JSON writes it, in that field. */
    static Sample with(String type, String field, String value) {
        String shown = value.length() <= 60 ? value : value.substring(0, 60) + "…";
        return new Sample(type, "%s = %s".formatted(field, shown), object(changed(type, field, value)));
    }

    /** Without that field. */
    static Sample without(String type, String field) {
        return new Sample(type, "no " + field, object(changed(type, field, "")));
    }

    /** A good message with this text right after its opening brace. */
    static Sample prefixed(String type, String change, String text) {
        return new Sample(type, change, "{" + text + object(good(type)).substring(1));
    }

    byte[] bytes() {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return type + ", " + change;
    }

    private static Map<String, String> good(String type) {
        return GOOD.getOrDefault(type, Map.of());
    }

    private static Map<String, String> changed(String type, String field, String value) {
        if (field.startsWith("product.")) {
            var product = put(PRODUCT, field.substring("product.".length()), value);
            return put(good(type), "products", "[" + object(product) + "]");
        }
        return put(good(type), field, value);
    }

    private static Map<String, String> put(Map<String, String> fields, String field, String value) {
        var changed = new LinkedHashMap<>(fields);
        changed.put(field, value);
        changed.values().removeIf(String::isEmpty);
        return changed;
    }

    private static String object(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> "\"%s\": %s".formatted(field.getKey(), field.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static Map<String, String> fields(String... namesAndValues) {
        var fields = new LinkedHashMap<String, String>();
        for (int at = 0; at < namesAndValues.length; at += 2) {
            fields.put(namesAndValues[at], namesAndValues[at + 1]);
        }
        return fields;
    }
}
