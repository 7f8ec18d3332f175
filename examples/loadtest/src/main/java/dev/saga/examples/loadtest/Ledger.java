package dev.saga.examples.loadtest;

import java.util.ArrayList;
import java.util.List;

/**
 * What the participants were told, booking by booking. A row per booking holds a fingerprint of each command's id, so
 * that a command that came again is told from a second one.
 *
 * <p>One thread begins bookings and one thread enters commands; {@link #begin} of the first happens before what the
 * second enters of that booking.
 */
final class Ledger {
    private static final int ROWS = 1 << 14;
    private static final int NAMED_AT_MOST = 10;
    private static final int OTHER_COLUMNS = 4;

    private final int products;
    private final int width;
    private final long[][] started;
    private final int[][] commands;
    private final List<String> wrong = new ArrayList<>();
    private volatile long begun;
    private volatile long wrongs;
    private volatile long repeated;
    private volatile long requests;
    private volatile long releases;
    private volatile long ends;

    /** Where a command is entered in a booking's row. */
    enum Column {
        PAYMENT,
        CONFIRMED,
        CANCELLED,
        REFUND
    }

    /** @param bytes of memory that it may take at most */
    Ledger(int products, long bytes) {
        this.products = products;
        this.width = 2 * products + OTHER_COLUMNS;
        long chunk = (long) ROWS * (Long.BYTES + (long) width * Integer.BYTES);
        int chunks = (int) Math.max(1, Math.min(bytes / chunk, 1 << 12));
        this.started = new long[chunks][];
        this.commands = new int[chunks][];
    }

    /** The number of a new booking; -1 if the ledger is full. */
    long begin(long nanos) {
        long booking = begun;
        int chunk = (int) (booking / ROWS);
        if (chunk == started.length) {
            return -1;
        }
        if (booking % ROWS == 0) {
            started[chunk] = new long[ROWS];
            commands[chunk] = new int[ROWS * width];
        }
        started[chunk][(int) (booking % ROWS)] = nanos;
        begun = booking + 1;
        return booking;
    }

    boolean knows(long booking) {
        return booking >= 0 && booking < begun;
    }

    long startedAt(long booking) {
        return started[(int) (booking / ROWS)][(int) (booking % ROWS)];
    }

    /** Enters a request for stock and says whether it is new. */
    boolean requested(long booking, int product, int id) {
        boolean isNew = enter(booking, product, id);
        requests += isNew ? 1 : 0;
        return isNew;
    }

    void released(long booking, int product, int id) {
        releases += enter(booking, products + product, id) ? 1 : 0;
    }

    /** Enters a command and says whether it is new. */
    boolean told(long booking, Column column, int id) {
        boolean isNew = enter(booking, 2 * products + column.ordinal(), id);
        boolean isEnd = column == Column.CONFIRMED || column == Column.CANCELLED;
        ends += isNew && isEnd ? 1 : 0;
        return isNew;
    }

    private boolean enter(long booking, int column, int id) {
        int[] rows = commands[(int) (booking / ROWS)];
        int at = (int) (booking % ROWS) * width + column;
        int fingerprint = id == 0 ? 1 : id;
        if (rows[at] == 0) {
            rows[at] = fingerprint;
            return true;
        }
        if (rows[at] == fingerprint) {
            repeated++;
        } else {
            wrong("booking " + booking + ": two commands for the same thing");
        }
        return false;
    }

    boolean wasRequested(long booking, int product) {
        return isEntered(booking, product);
    }

    boolean wasReleased(long booking, int product) {
        return isEntered(booking, products + product);
    }

    boolean wasTold(long booking, Column column) {
        return isEntered(booking, 2 * products + column.ordinal());
    }

    private boolean isEntered(long booking, int column) {
        return commands[(int) (booking / ROWS)][(int) (booking % ROWS) * width + column] != 0;
    }

    /** Notes that something is not as it must be; the first ones are kept. */
    synchronized void wrong(String what) {
        wrongs++;
        if (wrong.size() < NAMED_AT_MOST) {
            wrong.add(what);
        }
    }

    /** The first things that are wrong, and how many there are in all if those are more. */
    synchronized List<String> wrong() {
        List<String> all = new ArrayList<>(wrong);
        if (wrongs > wrong.size()) {
            all.add("and " + (wrongs - wrong.size()) + " more");
        }
        return all;
    }

    long begun() {
        return begun;
    }

    long ended() {
        return ends;
    }

    long requests() {
        return requests;
    }

    long releases() {
        return releases;
    }

    /** How many commands came again. */
    long repeated() {
        return repeated;
    }
}
