package dev.saga.runner;

/** Something outside that the configuration points to is not as it must be; exit status 1 (contract, section 3). */
public final class StartupFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param key what to look at: a property, or the pool that somebody else has set up
     * @param problem what is wrong and what to do, as one sentence
     */
    public StartupFailure(String key, String problem) {
        super(key + ": " + problem.replaceAll("\\s+", " ").strip(), null, false, false);
    }
}
