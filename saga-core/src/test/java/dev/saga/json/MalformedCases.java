package dev.saga.json;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Messages of which each breaks one rule of the contract's section 1. */
final class MalformedCases {
    static final String GOOD = "{\"bookingId\":\"b-1\",\"productId\":\"p\",\"quantity\":1,\"price\":1}";

    private MalformedCases() {}

    /** A message, the rule that it breaks, and what its dead letter must say. */
    record Case(String rule, String type, byte[] value, String detail) {}

    static List<Case> all() {
        var cases = new ArrayList<Case>();
        shapes(cases);
        encodings(cases);
        fields(cases);
        products(cases);
        return cases;
    }

    private static void shapes(List<Case> cases) {
        cases.add(reserved("empty", "", "should be a JSON object"));
        cases.add(reserved("blank", " \n\t ", "should be a JSON object"));
        cases.add(reserved("text", "\"b-1\"", "should be a JSON object"));
        cases.add(reserved("number", "17", "should be a JSON object"));
        cases.add(reserved("null", "null", "should be a JSON object"));
        cases.add(reserved("list", "[" + GOOD + "]", "should be a JSON object"));
        cases.add(reserved("cut off", GOOD.substring(0, GOOD.length() - 1), "no JSON"));
        cases.add(reserved("a second object", GOOD + GOOD, ""));
        cases.add(reserved("something after the object", GOOD + " x", ""));
        cases.add(reserved("a closing brace after the object", GOOD + "}", ""));
        cases.add(reserved("a comma after the object", GOOD + ",", ""));
        cases.add(reserved("a comma after the last field", with("\"a\":1,"), ""));
        cases.add(reserved("a comment", with("/* why */ \"a\":1"), ""));
        cases.add(reserved("single quotes", with("'a':1"), ""));
        cases.add(reserved("a name without quotes", with("a:1"), ""));
        cases.add(reserved("NaN", with("\"a\":NaN"), ""));
        cases.add(reserved("a leading zero", with("\"a\":01"), ""));
        cases.add(reserved("a leading plus", with("\"a\":+1"), ""));
        cases.add(reserved("no digit before the point", with("\"a\":.5"), ""));
        cases.add(reserved("no digit after the point", with("\"a\":1."), ""));
        cases.add(reserved("hexadecimal", with("\"a\":0x1F"), ""));
        cases.add(reserved("an unknown escape", with("\"a\":\"\\q\""), ""));
        cases.add(reserved("a raw control character in a text", with("\"a\":\"\u0001\""), ""));
        cases.add(reserved("a raw line break in a text", with("\"a\":\"\n\""), ""));
        cases.add(reserved("a raw NUL in a text", with("\"a\":\"\0\""), ""));
        cases.add(reserved("a doubled name", with("\"quantity\":1"), "quantity"));
        cases.add(reserved("a doubled name that nobody knows", with("\"x\":1,\"x\":1"), "x"));
        cases.add(reserved("a doubled name deep within", with("\"x\":[{\"y\":{\"z\":1,\"z\":2}}]"), "z"));
        cases.add(reserved("a doubled name, once escaped", with("\"\\u0071uantity\":1"), "quantity"));
        cases.add(reserved("100,000 open lists", with("\"x\":" + "[".repeat(100_000)), ""));
        cases.add(reserved(
                "100,000 nested objects", with("\"x\":" + "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000)), ""));
    }

    private static void encodings(List<Case> cases) {
        cases.add(reserved("a byte order mark", "\uFEFF" + GOOD, "should be a JSON object"));
        for (String name : List.of("UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE", "UTF-32LE")) {
            cases.add(new Case(name, "product.reserved", GOOD.getBytes(Charset.forName(name)), ""));
        }
        cases.add(bytes("an overlong slash", 0xC0, 0xAF));
        cases.add(bytes("an overlong NUL", 0xC0, 0x80));
        cases.add(bytes("an overlong euro sign", 0xF0, 0x82, 0x82, 0xAC));
        cases.add(bytes("a surrogate in UTF-8", 0xED, 0xA0, 0x80));
        cases.add(bytes("a pair of surrogates in UTF-8", 0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80));
        cases.add(bytes("above U+10FFFF", 0xF4, 0x90, 0x80, 0x80));
        cases.add(bytes("a lone continuation", 0x80));
        cases.add(bytes("a character that is cut off", 0xE2, 0x82));
        cases.add(bytes("Latin-1", 0xE9));
    }

    private static void fields(List<Case> cases) {
        for (String field : List.of("bookingId", "productId")) {
            cases.add(reserved(field + " is missing", replaced(field, null), field + " is missing"));
            cases.add(reserved(
                    field + " is null", replaced(field, "null"), field + ": should be a JSON string, and is null"));
            cases.add(reserved(field + " is empty", replaced(field, "\"\""), field + " is empty"));
            cases.add(reserved(field + " is a number", replaced(field, "17"), field + ": should be a JSON string"));
            cases.add(reserved(field + " is a truth", replaced(field, "true"), field + ": should be a JSON string"));
            cases.add(reserved(field + " is a list", replaced(field, "[\"x\"]"), field + ": should be a JSON string"));
            cases.add(reserved(field + " is an object", replaced(field, "{}"), field + ": should be a JSON string"));
            cases.add(reserved(
                    field + " of 256 code points",
                    replaced(field, "\"" + "x".repeat(256) + "\""),
                    "256 characters; the most is 255"));
            cases.add(reserved(
                    field + " of 256 astral code points",
                    replaced(field, "\"" + "\uD83D\uDE80".repeat(256) + "\""),
                    "256 characters; the most is 255"));
            for (String control : List.of("\\u0000", "\\u001f", "\\n", "\\u007f", "\\u0080", "\\u0085", "\\u009f")) {
                cases.add(reserved(
                        field + " with the control character " + control.substring(1),
                        replaced(field, "\"a" + control + "b\""),
                        field + " has the control character U+"));
            }
            for (String lone : List.of("\\ud83d", "\\ude80", "\\ude80\\ud83d", "\\ud83d\\ud83d\\ude80")) {
                cases.add(reserved(
                        field + " with a lone surrogate " + lone.replace("\\", ""),
                        replaced(field, "\"a" + lone + "b\""),
                        field + " has a lone surrogate"));
            }
        }
        quantities(cases);
        prices(cases);
        cases.add(of("payment.completed", "a payment without id", "{\"bookingId\":\"b\"}", "paymentId is missing"));
        cases.add(of("payment.failed", "an empty paymentId", "{\"bookingId\":\"b\",\"paymentId\":\"\"}", "paymentId"));
        cases.add(of("payment.failed", "a number as reason", "{\"bookingId\":\"b\",\"reason\":1}", "reason"));
        cases.add(of(
                "booking.created", "a number as userId", created("[" + product("p", 1) + "],\"userId\":1"), "userId"));
        cases.add(of("payment.refunded", "a type that nobody knows", GOOD, "takes no messages of type"));
        cases.add(of("BookingCreated", "a class name as type", GOOD, "takes no messages of type"));
        cases.add(of("", "no type", GOOD, "takes no messages of type"));
    }

    private static void quantities(List<Case> cases) {
        for (String wrong : List.of(
                "0", "-1", "-0", "1000000001", "2147483648", "4294967297", "-2147483649", "9".repeat(100_000))) {
            String name = wrong.length() > 20 ? "100,000 digits" : wrong;
            cases.add(reserved("quantity " + name, replaced("quantity", wrong), "quantity"));
        }
        for (String wrong : List.of("1.0", "1e2", "1E0", "\"1\"", "true", "null", "[1]", "{}", "1.5", "\"\"")) {
            cases.add(reserved("quantity " + wrong, replaced("quantity", wrong), "quantity: should be a whole number"));
        }
        cases.add(reserved("no quantity", replaced("quantity", null), "quantity: should be a whole number"));
    }

    private static void prices(List<Case> cases) {
        for (String wrong : List.of(
                "-0.01",
                "-1",
                "1e18",
                "1000000000000000000",
                "0.0000000001",
                "1e-10",
                "1.0000000000",
                "1e999999999",
                "1e-999999999",
                "1e99999999999",
                "\"1e2147483648\"",
                "true",
                "[1]",
                "{}",
                "\"\"",
                "\" 1\"",
                "\"1 \"",
                "\"+1\"",
                "\".5\"",
                "\"1.\"",
                "\"01\"",
                "\"0x1\"",
                "\"NaN\"",
                "\"1,5\"",
                "\"1_0\"",
                "\"\u0661\"",
                "\"-\"",
                "\"1e\"",
                "\"1e+\"",
                "\"1.e5\"",
                "\"1e5.0\"",
                "\"--1\"",
                "\"00\"",
                "null")) {
            cases.add(reserved("price " + wrong, replaced("price", wrong), "price"));
        }
        cases.add(reserved("a price of 100,000 digits", replaced("price", "9".repeat(100_000)), "price"));
        cases.add(reserved("a price of 100,000 places", replaced("price", "0." + "0".repeat(99_999) + "1"), "price"));
        cases.add(reserved("no price", replaced("price", null), "price is missing"));
    }

    private static void products(List<Case> cases) {
        for (String wrong :
                List.of("[]", "null", "\"p\"", "17", "{}", "[null]", "[[]]", "[\"p\"]", "[17]", "[{}]", "\"\"")) {
            cases.add(of("booking.created", "products " + wrong, created(wrong), "product"));
        }
        cases.add(of("booking.created", "no products", "{\"bookingId\":\"b-1\"}", "products"));
        cases.add(of("booking.created", "1,001 products", created(many(1_001)), "1001 products; the most is 1000"));
        cases.add(of(
                "booking.created",
                "a sum of quantities over the most",
                created("[" + product("p", 1_000_000_000) + "," + product("p", 1) + "]"),
                "quantity is 1000000001"));
        cases.add(of(
                "booking.created",
                "a sum of quantities over the most int",
                created("[" + product("p", 1_000_000_000) + "," + product("p", 1_000_000_000) + ","
                        + product("p", 1_000_000_000) + "]"),
                "quantity is 3000000000"));
        cases.add(of(
                "booking.created",
                "a doubled name in a product",
                created("[{\"productId\":\"p\",\"productId\":\"p\",\"quantity\":1}]"),
                "productId"));
        cases.add(of(
                "booking.created", "a quantity in a product", created("[" + product("p", 0) + "]"), "quantity is 0"));
    }

    private static Case reserved(String rule, String value, String detail) {
        return of("product.reserved", rule, value, detail);
    }

    private static Case of(String type, String rule, String value, String detail) {
        return new Case(rule, type, utf8(value), detail);
    }

    private static Case bytes(String rule, int... within) {
        byte[] start = utf8(GOOD.substring(0, GOOD.length() - 1) + ",\"x\":\"");
        byte[] value = Arrays.copyOf(start, start.length + within.length + 2);
        for (int i = 0; i < within.length; i++) {
            value[start.length + i] = (byte) within[i];
        }
        value[value.length - 2] = '"';
        value[value.length - 1] = '}';
        return new Case(rule, "product.reserved", value, "UTF-8");
    }

    private static String with(String more) {
        return GOOD.substring(0, GOOD.length() - 1) + "," + more + "}";
    }

    private static String replaced(String field, @Nullable String value) {
        return List.of("bookingId", "productId", "quantity", "price").stream()
                .filter(name -> !name.equals(field) || value != null)
                .map(name -> "\"%s\":%s"
                        .formatted(name, name.equals(field) ? value : name.endsWith("Id") ? "\"good\"" : "1"))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String created(String products) {
        return "{\"bookingId\":\"b-1\",\"products\":" + products + "}";
    }

    private static String product(String id, int quantity) {
        return "{\"productId\":\"%s\",\"quantity\":%d}".formatted(id, quantity);
    }

    private static String many(int products) {
        return IntStream.range(0, products)
                .mapToObj(i -> product("p-" + i, 1))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
