package dev.saga.runner.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Halts the runner before and after every boundary that it passes, and prints what a restart finds into the document on
 * reliability. Run with {@code -Dsaga.docs.write=true} to write the table anew; {@code -Dcrash.repeat=N} goes through the
 * matrix N times, from the second time on in situations of a seed's choice ({@code -Dcrash.seed}).
 */
class CrashPointMatrixTest {
    private static final int STAGES = Integer.getInteger("crash.stages", 3);
    private static final int TIMES = Integer.getInteger("crash.repeat", 1);

    @TempDir
    private Path directory;

    @Test
    void whereverTheProcessIsHaltedNothingIsLostDoubledOrUndone() throws Exception {
        long seed = Long.getLong("crash.seed", ThreadLocalRandom.current().nextLong(1_000_000));
        System.out.printf("crash-point matrix, seed %d%n", seed);
        var classes = new ClassArchive(directory);
        Recording recording;
        try (var stage = new Stage(directory, classes)) {
            recording = Recording.of(stage);
        }
        assertThat(recording.boundaries()).containsAll(MustHave.BOUNDARIES);
        List<Cell> cells = recording.cells();
        Map<Cell, String> found = crashAll(classes, cells, "1");
        for (int time = 2; time <= TIMES; time++) {
            var random = new Random(seed + time);
            crashAll(classes, elsewhere(recording, random), Integer.toString(time));
        }
        assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(cells);
        MatrixDocument.holds(cells, found);
    }

    /** All points, each in any of the situations in which it is passed, in any order. */
    private static List<Cell> elsewhere(Recording recording, Random random) {
        List<Cell> cells = new ArrayList<>();
        for (Point point : recording.points()) {
            List<Situation> situations = recording.situations(point);
            cells.add(new Cell(situations.get(random.nextInt(situations.size())), point));
        }
        Collections.shuffle(cells, random);
        return cells;
    }

    private Map<Cell, String> crashAll(ClassArchive classes, List<Cell> cells, String round) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(STAGES);
        try {
            List<Future<Map<Cell, String>>> stages = new ArrayList<>();
            for (int i = 0; i < STAGES; i++) {
                stages.add(threads.submit(onOneStage(classes, cells, i, round)));
            }
            Map<Cell, String> found = new LinkedHashMap<>();
            for (Future<Map<Cell, String>> stage : stages) {
                found.putAll(stage.get());
            }
            System.out.printf("crash-point matrix, time %s: %d crashes%n", round, found.size());
            return found;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AssertionError failure) {
                throw failure;
            }
            throw e;
        } finally {
            threads.shutdownNow();
        }
    }

    private Callable<Map<Cell, String>> onOneStage(ClassArchive classes, List<Cell> cells, int first, String round) {
        return () -> {
            Map<Cell, String> found = new LinkedHashMap<>();
            try (var stage = new Stage(directory, classes)) {
                var crashes = new Crashes(stage);
                for (int i = first; i < cells.size(); i += STAGES) {
                    Cell cell = cells.get(i);
                    try {
                        found.put(cell, crashes.crash(cell, round + "-" + i).inWords());
                    } catch (RuntimeException | AssertionError e) {
                        throw new AssertionError("after a crash " + cell + ": " + e.getMessage(), e);
                    }
                }
                crashes.replayEverything();
            }
            return found;
        };
    }
}
