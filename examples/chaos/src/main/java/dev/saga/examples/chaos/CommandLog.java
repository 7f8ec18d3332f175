package dev.saga.examples.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** Everything that was ever published, read from the beginning. */
record CommandLog(List<Heard> all) {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** In the order in which the broker got it: certain within a partition, to the millisecond across topics. */
    static CommandLog read(Topics topics) {
        List<Heard> all = new ArrayList<>();
        try (var consumer = topics.commands()) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment(), PATIENCE);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(message -> all.add(Heard.of(message)));
                if (System.nanoTime() - deadline > 0) {
                    throw new ChaosFailure("the commands could not be read within " + PATIENCE.toSeconds() + " s");
                }
            }
        }
        all.sort(Comparator.comparingLong(Heard::at)
                .thenComparing(Heard::type)
                .thenComparingInt(Heard::partition)
                .thenComparingLong(Heard::offset));
        return new CommandLog(List.copyOf(all));
    }

    /** The first occurrence of each command, by booking. */
    Map<String, List<Heard>> firstOccurrences() {
        Map<String, Heard> first = new LinkedHashMap<>();
        all.forEach(command -> first.putIfAbsent(command.id() + command.type() + command.content(), command));
        return first.values().stream().collect(Collectors.groupingBy(Heard::bookingId));
    }
}
