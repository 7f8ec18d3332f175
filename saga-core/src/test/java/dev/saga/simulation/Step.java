package dev.saga.simulation;

/**
 * One thing that the scheduler lets happen.
 *
 * @param number its number in the world, which it keeps when others are left out
 * @param what what happens
 * @param instance to which orchestrator instance, where it concerns one
 * @param trouble what goes wrong meanwhile
 * @param share how much of what could happen does, in 256ths; of time, how many minutes; of a moment, how
 *     many of 40 milliseconds; of publishing, {@link #OWN}, {@link #REST} or both
 */
record Step(int number, What what, int instance, Trouble trouble, int share) {
    /** Everything that is ready. */
    static final int ALL = 256;

    /** Only what the process recorded for itself. */
    static final int OWN = 1;

    /** Only what nobody else publishes. */
    static final int REST = 2;

    /** What can happen. */
    enum What {
        /** An instance handles messages of the participants. */
        RECEIVE,
        /** An instance publishes what waits in the outbox. */
        PUBLISH,
        /** The participants read what was published. */
        PARTICIPATE,
        /** Time passes. */
        TIME,
        /** A moment passes: too short for a deadline, and sometimes too long for a lease. */
        MOMENT,
        /** An instance asks which deadlines have elapsed, and does not fire them yet. */
        LOOK,
        /** An instance fires the deadlines that it saw when it looked. */
        FIRE,
        /** An instance crashes between two steps. */
        CRASH
    }

    /** What can go wrong in the middle of a step. */
    enum Trouble {
        NONE(""),
        READ_FAILS("the store does not answer the read"),
        COMMIT_FAILS("the store does not answer the commit, which had no effect"),
        COMMIT_IN_DOUBT("the store does not answer the commit, which took effect"),
        COMMIT_LATE("the store does not answer the commit, which takes effect later"),
        CRASH_BEFORE_COMMIT("crashes before the commit"),
        CRASH_AFTER_COMMIT("crashes after the commit"),
        PAUSED_AFTER_COMMIT("is paused after the commit for longer than its leases"),
        OVERTAKEN("the other instance handles some of it first"),
        BROKER_REFUSES("the broker refuses some"),
        ACKNOWLEDGEMENTS_LOST("some acknowledgements are lost"),
        CRASH_WHILE_PUBLISHING("crashes in the middle of publishing"),
        CRASH_AFTER_PUBLISHING("crashes before the outbox is told"),
        REMOVE_FAILS("the store does not answer the removal"),
        MEANWHILE("the broker refuses some, and others go on meanwhile"),
        PAUSED_BEFORE_PUBLISHING("is paused for longer than its leases before the broker gets it"),
        PAUSED_AFTER_PUBLISHING("is paused for longer than its leases when the broker has it");

        private final String words;

        Trouble(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        /** The same for the end of a sentence. */
        String because() {
            return this == NONE ? "" : " [" + words + "]";
        }

        static final Trouble[] RECEIVING = {
            READ_FAILS,
            COMMIT_FAILS,
            COMMIT_IN_DOUBT,
            COMMIT_LATE,
            CRASH_BEFORE_COMMIT,
            CRASH_AFTER_COMMIT,
            PAUSED_AFTER_COMMIT,
            OVERTAKEN
        };
        static final Trouble[] PUBLISHING = {
            READ_FAILS,
            BROKER_REFUSES,
            ACKNOWLEDGEMENTS_LOST,
            CRASH_WHILE_PUBLISHING,
            CRASH_AFTER_PUBLISHING,
            REMOVE_FAILS,
            MEANWHILE,
            PAUSED_BEFORE_PUBLISHING,
            PAUSED_AFTER_PUBLISHING
        };
    }

    Step with(Trouble other, int otherShare) {
        return new Step(number, what, instance, other, what == What.TIME || what == What.MOMENT ? share : otherShare);
    }
}
