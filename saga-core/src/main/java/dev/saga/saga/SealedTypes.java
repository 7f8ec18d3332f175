package dev.saga.saga;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** Lists the concrete classes below a sealed type, and insists that the list is complete. */
final class SealedTypes {
    private SealedTypes() {}

    /**
     * The final classes below {@code root}, in the order of declaration.
     *
     * @throws IllegalArgumentException if {@code root} or a type below it is open: what is open cannot be covered
     */
    static <T> List<Class<? extends T>> leaves(Class<T> root) {
        var leaves = new ArrayList<Class<? extends T>>();
        collect(root, root, leaves);
        return leaves;
    }

    private static <T> void collect(Class<T> root, Class<?> type, List<Class<? extends T>> leaves) {
        if (type.isSealed()) {
            for (Class<?> sub : type.getPermittedSubclasses()) {
                collect(root, sub, leaves);
            }
        } else if (Modifier.isFinal(type.getModifiers())) {
            leaves.add(type.asSubclass(root));
        } else {
            throw new IllegalArgumentException(
                    type.getName() + " is neither sealed nor final, so a grid over it is open");
        }
    }
}
