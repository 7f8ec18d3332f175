package dev.saga.runner.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a mistyped one was probably meant to be. */
public final class Nearest {
    private static final int FARTHEST = 4;

    private Nearest() {}

    /** {@code "; did you mean NAME?"}, or nothing where no candidate is close. */
    public static String hint(String typed, Collection<String> candidates) {
        return to(typed, candidates).map(name -> "; did you mean " + name + "?").orElse("");
    }

    static Optional<String> to(String typed, Collection<String> candidates) {
        Optional<String> tail = candidates.stream()
                .filter(name -> !typed.isBlank() && name.endsWith("." + typed))
                .findFirst();
        int limit = Math.min(FARTHEST, Math.max(2, typed.length() / 6));
        return tail.or(() -> candidates.stream()
                .filter(name -> Math.abs(name.length() - typed.length()) <= limit)
                .filter(name -> distance(typed, name) <= limit)
                .min(Comparator.comparingInt(name -> distance(typed, name))));
    }

    /** Insertions, deletions, replacements and swaps of neighbours that lead from one to the other, in any case. */
    private static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[][] steps = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    steps[i][j] = i + j;
                    continue;
                }
                int replace = steps[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                steps[i][j] = Math.min(replace, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    steps[i][j] = Math.min(steps[i][j], steps[i - 2][j - 2] + 1);
                }
            }
        }
        return steps[a.length()][b.length()];
    }
}
