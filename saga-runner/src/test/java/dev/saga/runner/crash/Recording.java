package dev.saga.runner.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.runner.system.Await;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A run without a crash: which boundaries there are, and in which situation each is passed first. Nobody writes the list
 * down, so a statement that is new in the code is new in the matrix.
 */
final class Recording {
    /** What is done now and then, whatever else happens. */
    private static final Set<Boundary> LOOPS = Set.of(
            new Boundary(Actor.RELAY, "select outbox"),
            new Boundary(Actor.RELAY, "insert outbox_lease"),
            new Boundary(Actor.OTHERS, "select outbox"),
            new Boundary(Actor.OTHERS, "select outbox + outbox_lease"),
            new Boundary(Actor.OTHERS, "insert outbox_lease"),
            new Boundary(Actor.RETRIES, "select dead_letter"),
            new Boundary(Actor.DEADLINES, "select in_flight"));

    private final Map<Situation, List<Point>> passed = new EnumMap<>(Situation.class);

    /** Goes through all situations, one after the other. */
    static Recording of(Stage stage) {
        var recording = new Recording();
        for (Situation situation : Situation.values()) {
            String booking = situation.bookingId("recorded-" + situation.ordinal());
            stage.keepSilentAbout(booking);
            situation.prepare(stage, booking);
            stage.awaitQuiet();
            int before =
                    situation == Situation.IDLE ? 0 : stage.runner().passed().size();
            situation.provoke(stage, booking);
            if (situation == Situation.STOPPED) {
                assertThat(stage.runner().exitStatus()).isZero();
            } else {
                Await.until(Stage.PATIENCE, situation::title, () -> situation.isDone(stage, booking));
                stage.awaitQuiet();
            }
            if (situation == Situation.IDLE) {
                awaitEveryLoop(stage);
            }
            List<Point> all = stage.runner().passed();
            recording.passed.put(situation, List.copyOf(all.subList(before, all.size())));
            if (situation != Situation.STOPPED) {
                situation.again(stage, booking);
                stage.speakAbout(booking);
                stage.awaitAllEnded();
            }
        }
        assertThat(recording.boundaries())
                .as("what is passed while a situation is prepared or cleared away is passed in one, too")
                .containsAll(Choice.boundaries(stage.runner().passed()));
        return recording;
    }

    /** What is done now and then must not be taken for a part of what happens meanwhile. */
    private static void awaitEveryLoop(Stage stage) {
        Await.until(
                Stage.PATIENCE,
                () -> "passed " + stage.runner().passed(),
                () -> Choice.boundaries(stage.runner().passed()).containsAll(LOOPS));
    }

    /** All boundaries, in the order of the situations and, within one, of the actors and of what each does. */
    Set<Boundary> boundaries() {
        var all = new LinkedHashSet<Boundary>();
        for (List<Point> points : passed.values()) {
            for (Actor actor : Actor.values()) {
                Choice.boundaries(points).stream()
                        .filter(boundary -> boundary.actor() == actor)
                        .forEach(all::add);
            }
        }
        return all;
    }

    /** The crashes that make a difference, each once. */
    List<Cell> cells() {
        return new Choice(passed).cells();
    }

    /** All points that were passed, those whose crash would be no other than the next one's too. */
    Set<Point> points() {
        var points = new LinkedHashSet<Point>();
        passed.values().forEach(points::addAll);
        return points;
    }

    /** The situations in which a point is passed for certain; a process that stops need not come to its loops again. */
    List<Situation> situations(Point point) {
        return passed.keySet().stream()
                .filter(situation -> passed.get(situation).contains(point))
                .filter(situation -> situation != Situation.STOPPED || !LOOPS.contains(point.boundary()))
                .toList();
    }
}
