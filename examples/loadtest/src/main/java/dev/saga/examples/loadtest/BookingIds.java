package dev.saga.examples.loadtest;

/**
 * Ids that look like random UUIDs, as real ones do to an index, and hold the booking's number.
 *
 * @param run tells the bookings of this run from all others
 */
record BookingIds(long run) {
    static final int LENGTH = 36;

    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
    private static final int NUMBER_AT = 24;

    /** The id of the booking with this number. */
    byte[] of(long number) {
        long random = Hash.of(run + number);
        byte[] id = new byte[LENGTH];
        write(id, 0, random >>> 32, 8);
        id[8] = '-';
        write(id, 9, random >>> 16, 4);
        id[13] = '-';
        write(id, 14, random, 4);
        id[18] = '-';
        write(id, 19, run, 4);
        id[23] = '-';
        write(id, NUMBER_AT, number, 12);
        return id;
    }

    private static void write(byte[] id, int at, long value, int digits) {
        for (int i = digits - 1, shift = 0; i >= 0; i--, shift += 4) {
            id[at + i] = HEX[(int) (value >>> shift) & 0xF];
        }
    }

    /** The number of the booking whose id begins there; -1 if that is no booking of this run. */
    long numberAt(byte[] text, int at) {
        if (at < 0 || at + LENGTH > text.length) {
            return -1;
        }
        long number = 0;
        for (int i = at + NUMBER_AT; i < at + LENGTH; i++) {
            int digit = Character.digit(text[i], 16);
            if (digit < 0) {
                return -1;
            }
            number = number << 4 | digit;
        }
        byte[] id = of(number);
        for (int i = 0; i < LENGTH; i++) {
            if (id[i] != text[at + i]) {
                return -1;
            }
        }
        return number;
    }
}
