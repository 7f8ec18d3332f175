package dev.saga.kafka;

import dev.saga.saga.Saga;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * What a saga's topics are really called.
 *
 * @param inputs the contract name of each topic that is read, by its real name
 * @param commands the real name of each topic that is written, by its contract name
 */
public record Topics(Map<String, String> inputs, Map<String, String> commands) {

    /**
     * Copies the maps.
     *
     * @throws IllegalArgumentException if two topics have one real name
     */
    public Topics {
        inputs = Map.copyOf(inputs);
        commands = Map.copyOf(commands);
        Set<String> seen = new HashSet<>(inputs.keySet());
        for (String name : commands.values()) {
            if (!seen.add(name)) {
                throw sameName(name);
            }
        }
    }

    /**
     * The topics of a saga.
     *
     * @param saga says which topics there are
     * @param realNames the real name of the topic of each contract name
     * @throws IllegalArgumentException if two topics have one real name
     */
    public static Topics of(Saga<?, ?, ?> saga, UnaryOperator<String> realNames) {
        Map<String, String> inputs = new LinkedHashMap<>();
        for (String name : saga.inputs().names()) {
            String realName = realNames.apply(name);
            if (inputs.put(realName, name) != null) {
                throw sameName(realName);
            }
        }
        Map<String, String> commands = new LinkedHashMap<>();
        saga.commands().names().forEach(name -> commands.put(name, realNames.apply(name)));
        return new Topics(inputs, commands);
    }

    /** The real names of the topics that are read, in alphabetical order. */
    public List<String> read() {
        return List.copyOf(new TreeSet<>(inputs.keySet()));
    }

    /** The real names of the topics that are written, in alphabetical order. */
    public List<String> written() {
        return List.copyOf(new TreeSet<>(commands.values()));
    }

    /** The contract name of what the topic of that real name carries; a topic that is not read keeps its own name. */
    String typeOf(String realName) {
        return inputs.getOrDefault(realName, realName);
    }

    /**
     * The real name of the topic of a command.
     *
     * @throws IllegalArgumentException if the saga has no such command
     */
    String topicOf(String command) {
        String topic = commands.get(command);
        if (topic == null) {
            throw new IllegalArgumentException("there is no topic for the command %s; the commands are %s"
                    .formatted(command, new TreeSet<>(commands.keySet())));
        }
        return topic;
    }

    private static IllegalArgumentException sameName(String realName) {
        return new IllegalArgumentException("two topics have the name " + realName);
    }
}
