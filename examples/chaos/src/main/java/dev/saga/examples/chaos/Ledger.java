package dev.saga.examples.chaos;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The participants' books, and how the bookings go. Safe for use by many threads. */
final class Ledger {
    private final List<Account> accounts = new ArrayList<>();
    private long ended;
    private long lastEnd = System.nanoTime();
    private long longestGap;
    private long newestEnded = Long.MIN_VALUE;

    synchronized Account begin(Plan plan) {
        var account = new Account(plan, System.nanoTime());
        accounts.add(account);
        return account;
    }

    synchronized @Nullable Account find(String bookingId) {
        long number = Plan.numberOf(bookingId);
        return number >= 0 && number < accounts.size() ? accounts.get((int) number) : null;
    }

    synchronized void ended(Account account) {
        if (account.end()) {
            ended++;
            long now = System.nanoTime();
            longestGap = Math.max(longestGap, now - lastEnd);
            lastEnd = now;
            newestEnded = Math.max(newestEnded, account.begunAt());
        }
    }

    synchronized long begun() {
        return accounts.size();
    }

    synchronized long ended() {
        return ended;
    }

    synchronized long open() {
        return accounts.size() - ended;
    }

    /** When the youngest booking that has ended was begun, by {@link System#nanoTime()}. */
    synchronized long newestEnded() {
        return newestEnded;
    }

    /** The longest time without an end, in nanoseconds. */
    synchronized long longestGap() {
        return longestGap;
    }

    synchronized List<Account> accounts() {
        return List.copyOf(accounts);
    }
}
