package dev.saga.saga;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A {@link TransitionTable} for people: the same table gives the same text, so that a document can be held to the code. */
public final class TransitionDiagram {
    private final List<Class<?>> states = new ArrayList<>();
    private final Set<Class<?>> inputs = new LinkedHashSet<>();
    private final Map<Class<?>, Map<Class<?>, Transition<?, ?>>> cells = new LinkedHashMap<>();

    private TransitionDiagram(List<? extends Transition<?, ?>> transitions) {
        for (Transition<?, ?> transition : transitions) {
            inputs.add(transition.input());
            cells.computeIfAbsent(transition.state(), state -> new LinkedHashMap<>())
                    .put(transition.input(), transition);
        }
        states.addAll(cells.keySet());
    }

    /**
     * The whole table as a Markdown grid: a row for each state, a column for each input, and in each cell what happens.
     */
    public static String grid(TransitionTable<?, ?, ?> table) {
        return new TransitionDiagram(table.transitions()).grid();
    }

    /**
     * The transitions that act, as a Mermaid {@code stateDiagram-v2}. A state that leads to no other is an end; a state
     * that nothing leads to is a beginning if it acts, and is left out if it does not.
     */
    public static String mermaid(TransitionTable<?, ?, ?> table) {
        return new TransitionDiagram(table.transitions()).mermaid();
    }

    private String grid() {
        var lines = new ArrayList<String>();
        lines.add("| | " + inputs.stream().map(Class::getSimpleName).collect(Collectors.joining(" | ")) + " |");
        lines.add("|---" + "|---".repeat(inputs.size()) + "|");
        for (Class<?> state : states) {
            lines.add("| **" + state.getSimpleName() + "** | "
                    + inputs.stream()
                            .map(input -> words(cells.get(state).get(input)))
                            .collect(Collectors.joining(" | "))
                    + " |");
        }
        return String.join("\n", lines) + "\n";
    }

    private String words(Transition<?, ?> cell) {
        if (cell instanceof Transition.Acts<?, ?> acts) {
            return "→ " + targets(acts).stream().map(Class::getSimpleName).collect(Collectors.joining(", "));
        }
        if (cell instanceof Transition.Ignores<?, ?> ignores) {
            return "ignored (" + ignores.why().words() + ")";
        }
        return cell instanceof Transition.Refuses<?, ?> refuses
                ? "refused (" + refuses.why().words() + ")"
                : "ignored or refused";
    }

    private String mermaid() {
        var edges = new LinkedHashMap<String, List<String>>();
        var reached = new LinkedHashSet<Class<?>>();
        var left = new LinkedHashSet<Class<?>>();
        for (Class<?> state : states) {
            for (Transition<?, ?> cell : cells.get(state).values()) {
                if (cell instanceof Transition.Acts<?, ?> acts) {
                    for (Class<?> to : targets(acts)) {
                        edges.computeIfAbsent(arrow(state, to), arrow -> new ArrayList<>())
                                .add(cell.input().getSimpleName());
                        reached.add(to);
                        if (to != state) {
                            left.add(state);
                        }
                    }
                }
            }
        }
        var lines = new ArrayList<String>();
        lines.add("stateDiagram-v2");
        left.stream()
                .filter(state -> !reached.contains(state))
                .forEach(state -> lines.add("    [*] --> " + state.getSimpleName()));
        edges.forEach((arrow, labels) -> lines.add("    " + arrow + " : " + String.join(", ", labels)));
        reached.stream()
                .filter(state -> !left.contains(state))
                .forEach(state -> lines.add("    " + state.getSimpleName() + " --> [*]"));
        return String.join("\n", lines) + "\n";
    }

    /** In the order of the table: sets know none. */
    private List<Class<?>> targets(Transition.Acts<?, ?> acts) {
        return states.stream().filter(acts.leadsTo()::contains).toList();
    }

    private static String arrow(Class<?> from, Class<?> to) {
        return from.getSimpleName() + " --> " + to.getSimpleName();
    }
}
