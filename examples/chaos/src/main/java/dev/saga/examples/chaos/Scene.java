package dev.saga.examples.chaos;

import java.util.List;
import java.util.Locale;

/** What happens at once. */
enum Scene {
    RUNNERS_KILLED(Outage.RUNNERS_KILLED),
    RUNNER_STOPPED(Outage.RUNNER_STOPPED),
    POSTGRES_RESTARTED(Outage.POSTGRES_DOWN),
    BROKER_KILLED(Outage.BROKER_DOWN),
    POSTGRES_CONNECTIONS_CUT(Outage.POSTGRES_CUT),
    KAFKA_CONNECTIONS_CUT(Outage.KAFKA_CUT),
    POSTGRES_SILENT(Outage.POSTGRES_SILENT),
    KAFKA_SILENT(Outage.KAFKA_SILENT),
    POSTGRES_SLOW(Outage.POSTGRES_SLOW),
    KAFKA_SLOW(Outage.KAFKA_SLOW),
    BOTH_SERVERS_DOWN(Outage.POSTGRES_DOWN, Outage.BROKER_DOWN),
    RUNNERS_KILLED_WITHOUT_POSTGRES(Outage.POSTGRES_DOWN, Outage.RUNNERS_KILLED);

    private final List<Outage> outages;

    Scene(Outage... outages) {
        this.outages = List.of(outages);
    }

    List<Outage> outages() {
        return outages;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
