package dev.saga.runner.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The query of an address. A parameter that would be passed over is refused: whoever sent it expects an effect. */
final class Query {
    private Query() {}

    static Map<String, String> parse(String rawQuery, List<String> known) {
        Map<String, String> parameters = new HashMap<>();
        if (rawQuery.isEmpty()) {
            return parameters;
        }
        for (String pair : rawQuery.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = PercentEncoding.decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : PercentEncoding.decode(pair.substring(equals + 1));
            if (!known.contains(name)) {
                throw new HttpError(400, unknown(name, known));
            }
            if (value.isEmpty()) {
                throw new HttpError(400, "the parameter " + name + " has no value");
            }
            if (parameters.put(name, value) != null) {
                throw new HttpError(400, "the parameter " + name + " is there twice");
            }
        }
        return parameters;
    }

    private static String unknown(String name, List<String> known) {
        String understood = known.isEmpty() ? "none is" : "these are: " + String.join(", ", known);
        return "the parameter '%s' is not understood here, %s".formatted(name, understood);
    }
}
