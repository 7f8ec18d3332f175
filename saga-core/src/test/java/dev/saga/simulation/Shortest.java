package dev.saga.simulation;

import dev.saga.simulation.Plan.Custom;
import dev.saga.simulation.Plan.Item;
import dev.saga.simulation.Plan.Pays;
import dev.saga.simulation.Plan.Reserves;
import dev.saga.simulation.Step.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Makes a scenario that fails as short as it can be made while it still breaks a rule. */
final class Shortest {
    private final Predicate<Scenario> fails;

    Shortest(Predicate<Scenario> fails) {
        this.fails = fails;
    }

    /**
     * One from which no booking, no step, no trouble and no oddity can be taken.
     *
     * @param bookingId the booking that the failure is about, if it says so
     */
    Scenario of(Scenario failing, String bookingId) {
        Scenario shortest = failing;
        Scenario before = null;
        shortest = first(
                shortest,
                is -> is.withPlans(is.plans().stream()
                        .filter(plan -> plan.bookingId().equals(bookingId))
                        .toList()));
        while (!shortest.equals(before)) {
            before = shortest;
            shortest = fewerBookings(shortest);
            shortest = fewerSteps(shortest);
            shortest = lessTrouble(shortest);
            shortest = plainer(shortest);
        }
        return shortest;
    }

    private Scenario fewerBookings(Scenario scenario) {
        return scenario.withPlans(fewest(scenario.plans(), plans -> fails.test(scenario.withPlans(plans))));
    }

    private Scenario fewerSteps(Scenario scenario) {
        return scenario.withSteps(fewest(scenario.steps(), steps -> fails.test(scenario.withSteps(steps))));
    }

    private Scenario lessTrouble(Scenario scenario) {
        Scenario is = first(scenario, Scenario::inMemory);
        is = first(is, Scenario::alone);
        is = first(is, Scenario::oneByOne);
        for (int i = 0; i < is.steps().size(); i++) {
            int place = i;
            is = first(
                    is,
                    with -> with.withSteps(
                            replaced(with.steps(), place, step -> step.with(Trouble.NONE, step.share()))));
            is = first(
                    is,
                    with -> with.withSteps(replaced(with.steps(), place, step -> step.with(step.trouble(), Step.ALL))));
        }
        return is;
    }

    private Scenario plainer(Scenario scenario) {
        Scenario is = scenario;
        for (int i = 0; i < is.plans().size(); i++) {
            int place = i;
            is = plan(is, place, plan -> plan.with(Custom.NOTHING_ELSE));
            is = plan(is, place, plan -> plan.with(Pays.COMPLETES));
            Scenario now = is;
            is = plan(
                    is,
                    place,
                    plan -> plan.with(
                            fewest(plan.items(), items -> !items.isEmpty() && fails.test(plan(now, place, items)))));
            for (int j = 0; j < is.plans().get(place).items().size(); j++) {
                int item = j;
                is = plan(
                        is,
                        place,
                        plan -> plan.with(replaced(plan.items(), item, it -> new Item(it.number(), 1, 1, it.stock()))));
                is = plan(
                        is,
                        place,
                        plan -> plan.with(replaced(
                                plan.items(),
                                item,
                                it -> new Item(it.number(), it.quantity(), it.cents(), Reserves.RESERVES))));
            }
        }
        return is;
    }

    private static Scenario plan(Scenario scenario, int place, List<Item> items) {
        return scenario.withPlans(replaced(scenario.plans(), place, plan -> plan.with(items)));
    }

    private Scenario plan(Scenario scenario, int place, UnaryOperator<Plan> change) {
        return first(scenario, is -> is.withPlans(replaced(is.plans(), place, change)));
    }

    /** The changed one if it fails, too. */
    private Scenario first(Scenario scenario, UnaryOperator<Scenario> change) {
        Scenario changed = change.apply(scenario);
        return !changed.equals(scenario) && fails.test(changed) ? changed : scenario;
    }

    private static <T> List<T> replaced(List<T> all, int place, UnaryOperator<T> change) {
        var changed = new ArrayList<>(all);
        changed.set(place, change.apply(all.get(place)));
        return changed;
    }

    /** A part of the list that still fails, and of which nothing can be left out without making it pass. */
    static <T> List<T> fewest(List<T> all, Predicate<List<T>> fails) {
        List<T> fewest = List.copyOf(all);
        int cut = Math.max(1, fewest.size());
        while (cut > 0) {
            int before = fewest.size();
            fewest = without(fewest, cut, fails);
            cut = fewest.size() < before ? Math.min(cut, Math.max(1, fewest.size())) : cut / 2;
            cut = fewest.isEmpty() ? 0 : cut;
        }
        return fewest;
    }

    private static <T> List<T> without(List<T> all, int cut, Predicate<List<T>> fails) {
        List<T> fewest = all;
        for (int from = 0; from < fewest.size(); ) {
            var rest = new ArrayList<>(fewest.subList(0, from));
            rest.addAll(fewest.subList(Math.min(from + cut, fewest.size()), fewest.size()));
            if (fails.test(rest)) {
                fewest = rest;
            } else {
                from += cut;
            }
        }
        return fewest;
    }
}
