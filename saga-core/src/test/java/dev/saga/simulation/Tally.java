package dev.saga.simulation;

import dev.saga.message.Inbound;
import dev.saga.message.Outcome;
import dev.saga.observe.SagaObserver;
import dev.saga.simulation.Step.Trouble;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** How much of everything happened: a simulation in which something never does proves nothing about it. */
final class Tally {
    long worlds;
    long sagas;
    long confirmed;
    long deliveries;
    long duplicates;
    long lost;
    long commands;
    long copies;
    long released;
    long refunded;
    long deadLetters;
    long retried;
    long conflicts;
    long crashes;
    private final Map<Trouble, Long> troubles = new EnumMap<>(Trouble.class);
    private final Map<String, Long> deadlines = new TreeMap<>();

    void met(Trouble trouble) {
        troubles.merge(trouble, 1L, Long::sum);
    }

    void fired(String state, Outcome outcome) {
        deadlines.merge("%s %s".formatted(state, outcome), 1L, Long::sum);
    }

    SagaObserver conflicts() {
        return new SagaObserver() {
            @Override
            public Observation begin(String sagaType, Inbound message) {
                return Observation.NONE;
            }

            @Override
            public void conflict(String sagaType, int sagas) {
                conflicts += sagas;
            }
        };
    }

    void add(Tally other) {
        worlds += other.worlds;
        sagas += other.sagas;
        confirmed += other.confirmed;
        deliveries += other.deliveries;
        duplicates += other.duplicates;
        lost += other.lost;
        commands += other.commands;
        copies += other.copies;
        released += other.released;
        refunded += other.refunded;
        deadLetters += other.deadLetters;
        retried += other.retried;
        conflicts += other.conflicts;
        crashes += other.crashes;
        other.troubles.forEach((trouble, times) -> troubles.merge(trouble, times, Long::sum));
        other.deadlines.forEach((deadline, times) -> deadlines.merge(deadline, times, Long::sum));
    }

    Map<Trouble, Long> troubles() {
        return troubles;
    }

    /** How often a deadline of which state had which outcome. */
    Map<String, Long> deadlines() {
        return deadlines;
    }

    @Override
    public String toString() {
        return ("%,d sagas in %,d worlds, %,d confirmed; %,d deliveries, %,d of them duplicates, %,d lost before; %,d commands"
                        + " published, %,d of them copies; %,d releases, %,d refunds, %,d dead letters, %,d retried; %,d version conflicts,"
                        + " %,d crashes; deadlines %s; troubles %s")
                .formatted(
                        sagas,
                        worlds,
                        confirmed,
                        deliveries,
                        duplicates,
                        lost,
                        commands,
                        copies,
                        released,
                        refunded,
                        deadLetters,
                        retried,
                        conflicts,
                        crashes,
                        deadlines,
                        troubles);
    }
}
