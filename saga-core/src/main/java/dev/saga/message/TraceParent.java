package dev.saga.message;

import java.util.regex.Pattern;

/** The W3C Trace Context header {@code traceparent} (Recommendation of 2021-11-23, section 3.2). */
public final class TraceParent {
    /** The name of the header. */
    public static final String HEADER = "traceparent";

    private static final Pattern FORM =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private TraceParent() {}

    /** The value itself if it is a valid traceparent, else the empty string: a broken trace is no trace. */
    public static String orNone(String value) {
        return FORM.matcher(value).matches() ? value : "";
    }
}
