package dev.saga.saga;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The stable names under which the record classes of a closed type are stored and published. A name never becomes a
 * class by reflection, so a message cannot choose what is instantiated.
 *
 * @param <T> the type that all of the classes share
 */
public final class TypeNames<T> {
    private final Map<String, Class<? extends T>> classes;
    private final Map<Class<?>, String> names;

    private TypeNames(Map<String, Class<? extends T>> classes) {
        this.classes = Map.copyOf(classes);
        var inverse = new LinkedHashMap<Class<?>, String>();
        classes.forEach((name, type) -> {
            if (inverse.put(type, name) != null) {
                throw new IllegalArgumentException(type.getName() + " has two names");
            }
        });
        this.names = Map.copyOf(inverse);
    }

    /**
     * A registry of these names.
     *
     * @throws IllegalArgumentException if a class is named twice
     */
    public static <T> TypeNames<T> of(Map<String, Class<? extends T>> classes) {
        return new TypeNames<>(classes);
    }

    /**
     * A registry of every record below a sealed type under its simple class name, such as {@code StockReserved}.
     *
     * @throws IllegalArgumentException if the type is not sealed, or two records share a simple name
     */
    public static <T> TypeNames<T> simpleNames(Class<T> sealed) {
        var classes = new LinkedHashMap<String, Class<? extends T>>();
        for (Class<? extends T> leaf : SealedTypes.leaves(sealed)) {
            if (classes.put(leaf.getSimpleName(), leaf) != null) {
                throw new IllegalArgumentException(
                        "two classes below " + sealed.getName() + " are called " + leaf.getSimpleName());
            }
        }
        return new TypeNames<>(classes);
    }

    /** The class of that name, if there is one. */
    public Optional<Class<? extends T>> classOf(String name) {
        return Optional.ofNullable(classes.get(name));
    }

    /**
     * The name of a value's class.
     *
     * @throws IllegalArgumentException if the class has none
     */
    public String nameOf(T value) {
        String name = names.get(value.getClass());
        if (name == null) {
            throw new IllegalArgumentException(
                    "no name is registered for " + value.getClass().getName());
        }
        return name;
    }

    /** All names. */
    public Set<String> names() {
        return classes.keySet();
    }
}
