package dev.saga.runner.crash;

/** Where a process is to halt. */
record Point(Side side, Boundary boundary) {

    @Override
    public String toString() {
        return side + " " + boundary;
    }

    /** The point that prints like this. */
    static Point of(String printed) {
        String[] parts = printed.split(" ", 2);
        return new Point(Side.valueOf(parts[0]), Boundary.of(parts[1]));
    }
}
