package dev.saga.runner.crash;

/** One crash of the matrix: where, and what is going on. */
record Cell(Situation situation, Point point) {

    /** Whether it is in the middle of taking or giving back the right to publish a shard. */
    boolean isAboutTheRightToPublish() {
        return point.boundary().kind().matches("(insert|delete) outbox_lease");
    }

    /**
     * Whether the right to publish that the dead process had ends by itself, after seconds: where it is taken or given back,
     * and where a command of its own shard is on its way.
     */
    boolean waitsForTheLease() {
        return isAboutTheRightToPublish()
                || situation == Situation.CREATED
                        && point.boundary().equals(Boundary.of("RELAY: send saga.request_stock"));
    }

    @Override
    public String toString() {
        return point + " while " + situation.title();
    }
}
