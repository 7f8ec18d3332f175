package dev.saga.examples.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A result, for people and for programs. */
final class Report {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Report() {}

    static List<String> lines(Result result) {
        Inspection found = result.inspection();
        List<String> lines = new ArrayList<>();
        lines.add("seed %d, %.2f minutes of faults, %.0f s in all"
                .formatted(
                        result.options().seed,
                        result.options().minutes,
                        result.lasted().toMillis() / 1e3));
        lines.add("bookings   %,d begun, %,d ended (%,d per minute): %,d confirmed, %,d cancelled, %,d refunded"
                .formatted(
                        result.begun(),
                        result.ended(),
                        result.perMinute(),
                        found.confirmed(),
                        found.cancelled(),
                        found.refunded()));
        lines.add("messages   %,d said, %,d of them twice; %,d commands, %,d copies; %,d dead letters"
                .formatted(result.said(), result.saidTwice(), found.commands(), found.copies(), found.deadLetters()));
        lines.add("runners    %d starts, clocks %s, slowest stop %.1f s"
                .formatted(result.starts(), result.clockOffsets(), seconds(result.longestStop())));
        lines.add("faults     " + faults(result));
        lines.add("longest time without an end: %.1f s".formatted(seconds(result.longestGap())));
        if (result.isRight()) {
            lines.add("everything holds");
        } else {
            lines.add("WRONG:");
            result.wrong().forEach(what -> lines.add("  " + what));
            lines.add("again: chaos.sh --minutes %s --seed %d"
                    .formatted(result.options().minutes, result.options().seed));
        }
        return lines;
    }

    private static String faults(Result result) {
        List<String> each = new ArrayList<>();
        result.faults().forEach((scene, times) -> each.add(scene.label() + " " + times));
        return String.join(", ", each);
    }

    /** One line of JSON. */
    static String json(Result result) {
        Inspection found = result.inspection();
        ObjectNode json = JSON.createObjectNode()
                .put("seed", result.options().seed)
                .put("minutes", result.options().minutes)
                .put("seconds_in_all", seconds(result.lasted()))
                .put("bookings_begun", result.begun())
                .put("bookings_ended", result.ended())
                .put("bookings_per_minute", result.perMinute())
                .put("confirmed", found.confirmed())
                .put("cancelled", found.cancelled())
                .put("refunded", found.refunded())
                .put("messages_said", result.said())
                .put("messages_said_twice", result.saidTwice())
                .put("commands", found.commands())
                .put("copies", found.copies())
                .put("dead_letters", found.deadLetters())
                .put("runner_starts", result.starts())
                .put("slowest_stop_seconds", seconds(result.longestStop()))
                .put("longest_gap_seconds", seconds(result.longestGap()));
        var clocks = json.putArray("clock_offsets");
        result.clockOffsets().forEach(offset -> clocks.add(offset.toString()));
        var faults = json.putObject("faults");
        result.faults().forEach((scene, times) -> faults.put(scene.label(), times));
        json.put("books", result.isRight() ? "right" : "wrong");
        var wrong = json.putArray("wrong");
        result.wrong().forEach(wrong::add);
        return json.toString();
    }

    private static double seconds(Duration duration) {
        return Math.round(duration.toMillis() / 100.0) / 10.0;
    }
}
