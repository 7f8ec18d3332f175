package dev.saga.examples.loadtest;

import java.util.Locale;

/** A result as one line of JSON. What is not known is null. */
final class JsonLine {
    private final StringBuilder text = new StringBuilder("{");

    private JsonLine() {}

    static String of(Result result) {
        Options options = result.options();
        Sample.CpuMillis cpu = result.cpu();
        Histogram latencies = result.latencies();
        return new JsonLine()
                .text("mode", options.isOpenLoop() ? "open" : "closed")
                .number("concurrency", options.isOpenLoop() ? Double.NaN : options.concurrency, 0)
                .number("warmup_concurrency", options.warmupConcurrency(), 0)
                .number("rate", options.isOpenLoop() ? options.rate : Double.NaN, 2)
                .number("products", options.products, 0)
                .number("failure_rate", options.failureRate, 3)
                .number("consumers", options.consumers == null ? Double.NaN : options.consumers, 0)
                .number("runners", options.runners, 0)
                .number("preload", options.preload, 0)
                .text("orchestrator", options.bare ? "bare path" : "runner")
                .number("sagas", result.sagas(), 0)
                .number("seconds", result.seconds(), 3)
                .number("sagas_per_s", result.sagasPerSecond(), 1)
                .number("p50_ms", latencies.millis(0.5), 2)
                .number("p90_ms", latencies.millis(0.9), 2)
                .number("p99_ms", latencies.millis(0.99), 2)
                .number("p999_ms", latencies.millis(0.999), 2)
                .number("max_ms", latencies.maxMillis(), 2)
                .open("cpu_ms_per_saga")
                .number("total", result.perSaga(cpu.driver() < 0 ? -1 : cpu.total()), 4)
                .number("driver", result.perSaga(cpu.driver()), 4)
                .number("runner", result.perSaga(cpu.runner()), 4)
                .number("postgresql", result.perSaga(cpu.postgres()), 4)
                .number("kafka", result.perSaga(cpu.kafka()), 4)
                .close()
                .number("cpu_ms_per_message", cpu.total() / Math.max(1, result.messages()), 4)
                .number("messages_per_saga", result.perSaga(result.messages()), 2)
                .number("commands_per_saga", result.perSaga(result.commands()), 2)
                .number("statements_per_saga", result.perSaga(result.statements()), 3)
                .number("commits_per_saga", result.perSaga(result.commits()), 3)
                .number("wal_bytes_per_saga", result.perSaga(result.walBytes()), 0)
                .open("gc")
                .number("pauses", known(result.gcPauses()), 0)
                .number("pause_ms", known(result.gcMillis()), 1)
                .number("allocated_bytes_per_saga", result.perSaga(result.allocatedBytes()), 0)
                .close()
                .number("conflicts", known(result.conflicts()), 0)
                .number("bookings_begun", result.books().begun(), 0)
                .number("bookings_ended", result.books().ended(), 0)
                .number("repeated_commands", result.books().repeated(), 0)
                .text("ledger", result.books().areRight() ? "right" : "wrong")
                .number("runner_warnings", options.runners == 0 ? Double.NaN : result.complaints(), 0)
                .number("others_cores", result.othersCores(), 2)
                .number("load_average", known(result.load()), 2)
                .end();
    }

    private static double known(double value) {
        return value < 0 ? Double.NaN : value;
    }

    private JsonLine name(String name) {
        if (text.charAt(text.length() - 1) != '{') {
            text.append(',');
        }
        text.append('"').append(name).append("\":");
        return this;
    }

    private JsonLine text(String name, String value) {
        name(name).text.append('"').append(value).append('"');
        return this;
    }

    private JsonLine number(String name, double value, int decimals) {
        name(name).text.append(Double.isNaN(value) ? "null" : String.format(Locale.ROOT, "%." + decimals + "f", value));
        return this;
    }

    private JsonLine open(String name) {
        name(name).text.append('{');
        return this;
    }

    private JsonLine close() {
        text.append('}');
        return this;
    }

    private String end() {
        return text.append('}').toString();
    }
}
