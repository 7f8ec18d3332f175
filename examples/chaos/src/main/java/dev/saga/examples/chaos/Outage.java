package dev.saga.examples.chaos;

/** Something that fails for a while. What concerns one part of the house happens one after the other. */
enum Outage {
    RUNNERS_KILLED(Part.RUNNERS, 0, 3_000),
    RUNNER_STOPPED(Part.RUNNERS, 0, 1_000),
    POSTGRES_DOWN(Part.POSTGRES, 100, 4_000),
    BROKER_DOWN(Part.BROKER, 100, 3_000),
    POSTGRES_CUT(Part.POSTGRES_NETWORK, 0, 1),
    KAFKA_CUT(Part.KAFKA_NETWORK, 0, 1),
    POSTGRES_SILENT(Part.POSTGRES_NETWORK, 2_000, 12_000),
    KAFKA_SILENT(Part.KAFKA_NETWORK, 2_000, 12_000),
    POSTGRES_SLOW(Part.POSTGRES_NETWORK, 2_000, 6_000),
    KAFKA_SLOW(Part.KAFKA_NETWORK, 2_000, 6_000);

    /** What fails. */
    enum Part {
        RUNNERS,
        POSTGRES,
        BROKER,
        POSTGRES_NETWORK,
        KAFKA_NETWORK
    }

    private final Part part;
    private final int shortest;
    private final int longest;

    Outage(Part part, int shortest, int longest) {
        this.part = part;
        this.shortest = shortest;
        this.longest = longest;
    }

    Part part() {
        return part;
    }

    /** Milliseconds. */
    int shortest() {
        return shortest;
    }

    /** Milliseconds; never reached. */
    int longest() {
        return longest;
    }
}
