package dev.saga.examples.demo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One participant's books: which commands it was given, and what it did. Safe for use by many threads. */
final class Ledger {
    private final Set<String> ids = new HashSet<>();
    private final List<ReceivedCommand> commands = new ArrayList<>();
    private final List<Fact> facts = new ArrayList<>();
    private long copies;

    /** Enters a command, unless it is a copy of one that was entered before: then it is not to be carried out again. */
    synchronized boolean enter(ReceivedCommand command) {
        if (!ids.add(command.id())) {
            copies++;
            return false;
        }
        commands.add(command);
        return true;
    }

    synchronized void record(Fact fact) {
        facts.add(fact);
    }

    /** The commands, each once, in the order in which they came. */
    synchronized List<ReceivedCommand> commands() {
        return List.copyOf(commands);
    }

    /** What was done, in order. */
    synchronized List<Fact> facts() {
        return List.copyOf(facts);
    }

    /** How many copies of commands came and were dropped. */
    synchronized long copies() {
        return copies;
    }
}
