package dev.saga.examples.chaos;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The participants' books, and how the bookings go. Safe for use by many threads. */
final class Ledger {
    private final List<Account> accounts = new ArrayList<>();
    private final Set<Account> open = new LinkedHashSet<>();
    private long lastEnd = System.nanoTime();
    private long longestGap;
    private long newestEnded = Long.MIN_VALUE;

    synchronized Account begin(Plan plan) {
        var account = new Account(plan, System.nanoTime());
        accounts.add(account);
        open.add(account);
        return account;
    }

    synchronized @Nullable Account find(String bookingId) {
        long number = Plan.numberOf(bookingId);
        return number >= 0 && number < accounts.size() ? accounts.get((int) number) : null;
    }

    synchronized void ended(Account account) {
        long now = System.nanoTime();
        if (account.end(now)) {
            open.remove(account);
            longestGap = Math.max(longestGap, now - lastEnd);
            lastEnd = now;
            newestEnded = Math.max(newestEnded, account.begunAt());
        }
    }

    synchronized long begun() {
        return accounts.size();
    }

    synchronized long ended() {
        return accounts.size() - open.size();
    }

    synchronized long open() {
        return open.size();
    }

    /** When the youngest booking that has ended was begun, by {@link System#nanoTime()}. */
    synchronized long newestEnded() {
        return newestEnded;
    }

    /** The longest time without an end, in nanoseconds. */
    synchronized long longestGap() {
        return longestGap;
    }

    /** The bookings that have not ended. */
    synchronized List<Account> openAccounts() {
        return List.copyOf(open);
    }

    synchronized List<Account> accounts() {
        return List.copyOf(accounts);
    }
}
