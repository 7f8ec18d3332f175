package dev.saga.runner.crash;

/** Decides whether a point is the one at which the process halts. Used under a lock. */
final class Fault {
    private static final Point NOWHERE = new Point(Side.AFTER, new Boundary(Actor.UNKNOWN, "nothing"));

    private final Point point;
    private boolean told;

    Fault(Point point) {
        this.point = point;
    }

    static Fault none() {
        return new Fault(NOWHERE);
    }

    Point point() {
        return point;
    }

    /** Whether the process halts here; {@code later} if only the next thing of the same actor is past the point. */
    boolean strikesAt(Point passed, boolean later) {
        if (told && passed.boundary().actor() == point.boundary().actor() && !passed.equals(point)) {
            return true;
        }
        if (!passed.equals(point)) {
            return false;
        }
        told = later;
        return !later;
    }
}
