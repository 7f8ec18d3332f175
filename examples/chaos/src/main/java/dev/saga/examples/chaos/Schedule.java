package dev.saga.examples.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Which faults happen when. Pure: a seed and a length have one schedule. */
record Schedule(List<Fault> faults) {
    private static final long FIRST = 3_000;
    private static final long LAST_BEFORE_END = 3_000;
    private static final long SHORTEST_GAP = 1_000;
    private static final long LONGEST_GAP = 7_000;

    /**
     * Every scene once in random order, then again in another one, until the time is over. If the time is short, all of
     * them come in it nevertheless, only closer together and shorter.
     */
    static Schedule of(long seed, Duration length) {
        var random = new Random(seed);
        long end = length.toMillis() - LAST_BEFORE_END;
        double mean = (SHORTEST_GAP + LONGEST_GAP) / 2.0;
        double closer = Math.min(1, (end - FIRST) / (mean * Scene.values().length));
        List<Fault> faults = new ArrayList<>();
        List<Scene> round = new ArrayList<>(List.of(Scene.values()));
        double at = FIRST;
        boolean firstRound = true;
        while (firstRound || at < end) {
            Collections.shuffle(round, random);
            for (Scene scene : round) {
                if (firstRound || at < end) {
                    add(faults, scene, (long) at, closer, random);
                }
                at += closer * (SHORTEST_GAP + random.nextInt((int) (LONGEST_GAP - SHORTEST_GAP)));
            }
            firstRound = false;
        }
        return new Schedule(List.copyOf(faults));
    }

    private static void add(List<Fault> faults, Scene scene, long at, double closer, Random random) {
        for (Outage outage : scene.outages()) {
            double lasts = outage.shortest() + random.nextInt(outage.longest() - outage.shortest());
            faults.add(new Fault(scene, outage, at, (long) (lasts * closer), random.nextLong()));
        }
    }
}
