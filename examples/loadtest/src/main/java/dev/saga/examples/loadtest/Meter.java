package dev.saga.examples.loadtest;

import java.util.OptionalLong;

/** Reads what everything has used. Its own questions fall outside of what is measured: it asks them before and after. */
record Meter(Runners runners, Database database, long postmaster, OptionalLong broker, Sender sender) {

    static Meter of(Runners runners, Database database, Servers servers, Sender sender) {
        return new Meter(runners, database, database.postmaster(), servers.broker(), sender);
    }

    /** At the beginning of what is measured: the sample is of the moment when this returns. */
    Sample first() {
        Metrics metrics = runners.metrics();
        Database.Done done = database.done();
        Sample.CpuMillis cpu = cpu();
        return new Sample(System.nanoTime(), cpu, done, metrics, sender.sent());
    }

    /** At the end: the sample is of the moment when this is called. */
    Sample last() {
        long messages = sender.sent();
        long now = System.nanoTime();
        Sample.CpuMillis cpu = cpu();
        Database.Done done = database.done();
        return new Sample(now, cpu, done, runners.metrics(), messages);
    }

    private Sample.CpuMillis cpu() {
        if (!Cpu.isCounted()) {
            return new Sample.CpuMillis(-1, -1, -1, -1, -1);
        }
        return new Sample.CpuMillis(
                Cpu.millisOf(ProcessHandle.current().pid()),
                runners.areNone() ? -1 : runners.cpuMillis(),
                postmaster == 0 ? -1 : Cpu.millisOfFamily(postmaster),
                broker.isEmpty() ? -1 : Cpu.millisOf(broker.getAsLong()),
                Cpu.millisOfMachine());
    }
}
