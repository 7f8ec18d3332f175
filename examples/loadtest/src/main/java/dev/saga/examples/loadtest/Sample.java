package dev.saga.examples.loadtest;

/**
 * How much everything has used up to a moment.
 *
 * @param nanos the moment
 * @param messages that the participants have sent
 */
record Sample(long nanos, CpuMillis cpu, Database.Done database, Metrics runners, long messages) {

    /**
     * Milliseconds of CPU time by process; negative where that cannot be known.
     *
     * @param machine of everything on the machine
     */
    record CpuMillis(double driver, double runner, double postgres, double kafka, double machine) {

        CpuMillis minus(CpuMillis before) {
            return new CpuMillis(
                    since(driver, before.driver),
                    since(runner, before.runner),
                    since(postgres, before.postgres),
                    since(kafka, before.kafka),
                    since(machine, before.machine));
        }

        private static double since(double now, double before) {
            return now < 0 ? now : now - before;
        }

        /** All that is known. */
        double total() {
            return Math.max(0, driver) + Math.max(0, runner) + Math.max(0, postgres) + Math.max(0, kafka);
        }
    }
}
