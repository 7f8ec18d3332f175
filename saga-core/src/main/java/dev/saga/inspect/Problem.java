package dev.saga.inspect;

/** What can be wrong with what is stored of a saga. */
public enum Problem {
    /** A version of the history does not exist, though a later one does. */
    VERSION_MISSING(
            "version-missing", "restore the event from a backup; until then every message for it is dead-lettered"),
    /** An event's type is unknown, or its payload is none of that type. */
    EVENT_UNREADABLE("event-unreadable", "run the release that wrote it, or teach this one to read it"),
    /** The saga's rules of today do not take an event where it stands. */
    EVENT_IMPOSSIBLE("event-impossible", "run the release that wrote it, or let this one's rules take it there"),
    /** The saga has not ended, and is not among those in flight. */
    IN_FLIGHT_MISSING("in-flight-missing", "insert its row with that state and version; its deadline is lost"),
    /** The saga is in flight in another state, or at another version, than its history says. */
    IN_FLIGHT_DIFFERS("in-flight-differs", "correct its row, if the history is whole; else restore the history"),
    /** The saga was missing among those in flight, and is there again without the deadline that it had. */
    DEADLINE_LOST("deadline-lost", "set due_at in its row: to a time, or to null for none"),
    /** A saga is in flight that has ended, or that there is no history of. */
    IN_FLIGHT_UNFOUNDED("in-flight-unfounded", "delete its row, if the history is whole; else restore the history"),
    /** A command waits to be published that no event of the history causes. */
    COMMAND_UNFOUNDED("command-unfounded", "delete it from the outbox before it is published, if the history is whole"),
    /** A command waits to be published that the history causes with another type or payload. */
    COMMAND_DIFFERS("command-differs", "find out who changed it, or the code that derives it, before it is published"),
    /** A command waits to be published twice. */
    COMMAND_TWICE("command-twice", "delete one of the two; participants that deduplicate drop it anyway");

    private final String label;
    private final String remedy;

    Problem(String label, String remedy) {
        this.label = label;
        this.remedy = remedy;
    }

    /** The name for programs; never given to another problem. */
    public String label() {
        return label;
    }

    /** What to do about it, as a clause. */
    public String remedy() {
        return remedy;
    }
}
