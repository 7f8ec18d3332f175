package dev.saga.examples.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MetricsTest {

    @Test
    void labelsAreAddedUp() {
        Metrics metrics = Metrics.parse("""
                # HELP jvm_gc_pause_seconds Time spent in GC pause
                # TYPE jvm_gc_pause_seconds summary
                jvm_gc_pause_seconds_count{action="end of minor GC",cause="Allocation Failure"} 3
                jvm_gc_pause_seconds_count{action="end of major GC",cause="System.gc()"} 1
                saga_conflicts_total{saga="booking"} 2.0
                process_uptime_seconds 1.5E-3
                something_le{le="+Inf"} +Inf
                """);

        assertThat(metrics.of("jvm_gc_pause_seconds_count")).isEqualTo(4);
        assertThat(metrics.of("process_uptime_seconds")).isEqualTo(0.0015);
        assertThat(metrics.of("unknown")).isZero();
        assertThat(metrics.plus(metrics).of("saga_conflicts_total")).isEqualTo(4);
    }
}
