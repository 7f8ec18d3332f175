package dev.saga.runner.crash;

/**
 * Something that a process does and that others can see: a statement, a commit, a send.
 *
 * @param actor whose work it is a part of
 * @param kind what is done, such as {@code insert outbox}
 */
record Boundary(Actor actor, String kind) {

    @Override
    public String toString() {
        return actor + ": " + kind;
    }

    /** The boundary that prints like this. */
    static Boundary of(String printed) {
        String[] parts = printed.split(": ", 2);
        return new Boundary(Actor.valueOf(parts[0]), parts[1]);
    }
}
