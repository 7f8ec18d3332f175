package dev.saga.booking;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Makes a list that fails as short as leaving elements out can make it. */
final class Shrinker {
    private Shrinker() {}

    /** A part of {@code all} that still fails, and of which nothing can be left out without making it pass. */
    static <T> List<T> shrink(List<T> all, Predicate<List<T>> fails) {
        List<T> shortest = List.copyOf(all);
        for (int cut = Math.max(1, all.size() / 2); cut > 0; ) {
            var shorter = without(shortest, cut, fails);
            if (shorter.size() == shortest.size()) {
                cut /= 2;
            }
            shortest = shorter;
        }
        return shortest;
    }

    private static <T> List<T> without(List<T> list, int cut, Predicate<List<T>> fails) {
        for (int from = 0; from + cut <= list.size(); from++) {
            var rest = new ArrayList<>(list.subList(0, from));
            rest.addAll(list.subList(from + cut, list.size()));
            if (fails.test(rest)) {
                return rest;
            }
        }
        return list;
    }
}
