package dev.saga.simulation;

import dev.saga.simulation.Step.Trouble;
import dev.saga.simulation.Step.What;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * All that decides what happens in a world. A scenario without some of its bookings or steps is a scenario, too.
 *
 * @param seed from which it comes
 * @param instances how many orchestrator instances work on the store
 * @param room how much each of them remembers
 * @param relayed how many commands a relay moves at a time
 * @param mirrored how many commands an instance keeps in memory
 * @param patience how many minutes each phase may take, 0 for ever
 * @param throughBytes whether messages and events go through their bytes
 * @param plans the bookings
 * @param steps what happens, in order; what is left over after them happens without trouble
 */
record Scenario(
        long seed,
        int instances,
        long room,
        int relayed,
        int mirrored,
        int patience,
        boolean throughBytes,
        List<Plan> plans,
        List<Step> steps) {
    private static final What[] LOTS = lots();
    private static final int[] MOMENTS = {1, 2, 30, 130, 160};
    private static final int[] PUBLISHED = {Step.OWN, Step.REST, Step.ALL};

    Scenario {
        plans = List.copyOf(plans);
        steps = List.copyOf(steps);
    }

    static Scenario of(long seed) {
        var random = new SplittableRandom(Luck.of(seed, 0, 0));
        int[] patiences = {0, 1, 3, 9};
        int patience = patiences[random.nextInt(patiences.length)];
        boolean troubled = random.nextInt(10) > 0;
        int bookings = 1 << random.nextInt(10);
        bookings += random.nextInt(bookings);
        int most = 30 + random.nextInt(60);
        var plans = new ArrayList<Plan>(bookings);
        for (int i = 1; i <= bookings; i++) {
            plans.add(Plan.of(i, random, patience == 0));
        }
        int instances = 1 + random.nextInt(2);
        var steps = new ArrayList<Step>(most);
        for (int i = 1; i <= most; i++) {
            steps.add(step(i, instances, troubled, random));
        }
        long[] rooms = {0, 50, 100_000};
        int[] relayed = {3, 50, 1_000, 1_000};
        int[] mirrored = {5, 100, 20_000};
        return new Scenario(
                seed,
                instances,
                rooms[random.nextInt(rooms.length)],
                relayed[random.nextInt(relayed.length)],
                mirrored[random.nextInt(mirrored.length)],
                patience,
                random.nextInt(100) == 0,
                plans,
                steps);
    }

    private static Step step(int number, int instances, boolean troubled, RandomGenerator random) {
        What what = LOTS[random.nextInt(LOTS.length)];
        Trouble trouble = Trouble.NONE;
        if (troubled && random.nextInt(4) == 0) {
            if (what == What.RECEIVE || what == What.FIRE) {
                trouble = Trouble.RECEIVING[random.nextInt(Trouble.RECEIVING.length)];
            } else if (what == What.PUBLISH) {
                trouble = Trouble.PUBLISHING[random.nextInt(Trouble.PUBLISHING.length)];
            }
        }
        int[] shares = {40, 128, 220, Step.ALL};
        int share = switch (what) {
            case TIME -> 1 + random.nextInt(6);
            case MOMENT -> MOMENTS[random.nextInt(MOMENTS.length)];
            case PUBLISH -> PUBLISHED[random.nextInt(PUBLISHED.length)];
            default -> shares[random.nextInt(shares.length)];
        };
        return new Step(number, what, random.nextInt(instances), trouble, share);
    }

    private static What[] lots() {
        int[] weights = {34, 23, 26, 5, 8, 5, 6, 2};
        var lots = new ArrayList<What>();
        for (What what : What.values()) {
            for (int i = 0; i < weights[what.ordinal()]; i++) {
                lots.add(what);
            }
        }
        return lots.toArray(What[]::new);
    }

    Scenario withPlans(List<Plan> others) {
        return new Scenario(seed, instances, room, relayed, mirrored, patience, throughBytes, others, steps);
    }

    Scenario withSteps(List<Step> others) {
        return new Scenario(seed, instances, room, relayed, mirrored, patience, throughBytes, plans, others);
    }

    /** The same with a single instance. */
    Scenario alone() {
        return new Scenario(seed, 1, room, relayed, mirrored, patience, throughBytes, plans, steps);
    }

    /** The same with relays that move one command at a time. */
    Scenario oneByOne() {
        return new Scenario(seed, instances, room, 1, mirrored, patience, throughBytes, plans, steps);
    }

    /** The same with bytes left alone. */
    Scenario inMemory() {
        return new Scenario(seed, instances, room, relayed, mirrored, patience, false, plans, steps);
    }
}
