package dev.saga.runner.crash;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chooses the crashes that make a difference, each in the first situation in which its boundary is passed, or in those
 * that write in a way of their own.
 *
 * <p>Left out is what is the same as another crash, to all who can see it: after what others cannot see is before the
 * next thing; within a transaction, before a statement that somebody else's transaction had been cut at already; after a
 * second acknowledgement was told. Repetitions of the matrix have these, too.
 */
final class Choice {
    private final Map<Situation, List<Point>> passed;
    private final Set<Boundary> statements = new HashSet<>();
    private final Set<Boundary> visible = new HashSet<>();
    private final Set<Boundary> seen = new HashSet<>();
    private final Set<String> cut = new HashSet<>();
    private final Set<Actor> told = EnumSet.noneOf(Actor.class);

    Choice(Map<Situation, List<Point>> passed) {
        this.passed = passed;
        passed.values().forEach(this::tell);
    }

    /** Tells statements of transactions from what others can see. */
    private void tell(List<Point> points) {
        Set<Actor> inTransaction = EnumSet.noneOf(Actor.class);
        for (Point point : points) {
            Boundary boundary = point.boundary();
            String kind = boundary.kind();
            if (kind.equals("begin")) {
                inTransaction.add(boundary.actor());
            } else if (kind.matches("commit( apart)?|rollback")) {
                inTransaction.remove(boundary.actor());
            }
            boolean sql = kind.matches("(select|lock|insert|update|delete) .*|begin");
            if (sql && inTransaction.contains(boundary.actor())) {
                statements.add(boundary);
            } else if (!kind.matches("(select|lock) .*|rollback")) {
                visible.add(boundary);
            }
        }
    }

    List<Cell> cells() {
        var cells = new ArrayList<Cell>();
        passed.forEach((situation, points) -> {
            for (Actor actor : Actor.values()) {
                boundaries(points).stream()
                        .filter(boundary -> boundary.actor() == actor && chosen(situation, boundary))
                        .forEach(boundary -> addCells(cells, situation, boundary));
            }
        });
        return cells;
    }

    private boolean chosen(Situation situation, Boundary boundary) {
        boolean first = seen.add(boundary);
        if (situation.writesItsOwnWay(boundary)) {
            return true;
        }
        if (boundary.kind().startsWith("ack ")) {
            return first && told.add(boundary.actor());
        }
        return first && (!statements.contains(boundary) || cut.add(boundary.kind()));
    }

    private void addCells(List<Cell> cells, Situation situation, Boundary boundary) {
        for (Side side : Side.values()) {
            var point = new Point(side, boundary);
            boolean tells = side == Side.BEFORE || visible.contains(boundary);
            if (tells && passed.get(situation).contains(point)) {
                cells.add(new Cell(situation, point));
            }
        }
    }

    static Set<Boundary> boundaries(List<Point> points) {
        var boundaries = new LinkedHashSet<Boundary>();
        points.forEach(point -> boundaries.add(point.boundary()));
        return boundaries;
    }
}
