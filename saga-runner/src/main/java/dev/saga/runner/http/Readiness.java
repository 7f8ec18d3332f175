package dev.saga.runner.http;

import java.util.List;

/** How what the runner depends on is doing. It answers at once, from what is known. */
@FunctionalInterface
public interface Readiness {

    /** One check for each dependency. Called by many threads at once. */
    List<Check> checks();

    /**
     * How one dependency is doing.
     *
     * @param dependency such as {@code postgres}
     * @param error what is wrong with it, as a sentence without secrets; empty if it is up
     */
    record Check(String dependency, String error) {

        /** It is up. */
        public static Check up(String dependency) {
            return new Check(dependency, "");
        }

        /** It is down, for this reason. */
        public static Check down(String dependency, String error) {
            return new Check(dependency, error.isEmpty() ? "unknown" : error);
        }

        boolean isUp() {
            return error.isEmpty();
        }
    }
}
