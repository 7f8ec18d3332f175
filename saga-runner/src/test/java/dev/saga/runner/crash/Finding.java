package dev.saga.runner.crash;

/**
 * What a crash left behind, and what became of it.
 *
 * @param done whether what was going on was durable when the process was down
 * @param came whether the message was delivered to the process that was started then
 * @param waited whether the command was in the outbox when the process was down
 * @param copies how often the command was heard in the end
 */
record Finding(Cell cell, boolean done, boolean came, boolean waited, long copies) {

    /** In a few words. */
    String inWords() {
        Situation situation = cell.situation();
        if (situation == Situation.IDLE || situation == Situation.STOPPED) {
            return !cell.isAboutTheRightToPublish()
                    ? "nothing was under way"
                    : "the right to publish "
                            + (done && situation != Situation.IDLE ? "was given back" : "ended by itself");
        }
        return switch (cell.point().boundary().actor()) {
            case RELAY, OTHERS -> ofTheCommand() + (cell.waitsForTheLease() ? ", when the lease had ended" : "");
            case DEADLINES -> done ? "recorded; not fired again" : "nothing recorded; still due, fired once";
            case RETRIES -> done ? "recorded; not tried again" : "nothing recorded; still due, handled once";
            case OPERATOR -> done ? "done; nothing left to do" : "nothing changed; asked again, done once";
            case RECEIVER, UNKNOWN -> ofTheMessage();
        };
    }

    private String ofTheMessage() {
        if (!done && !came) {
            throw new AssertionError("the message of " + cell + " was lost");
        }
        if (!done) {
            return "nothing stored; came again, handled once";
        }
        return came ? "stored; came again, dropped" : "stored; did not come again";
    }

    private String ofTheCommand() {
        if (cell.situation().command().isEmpty()) {
            return "nothing was under way";
        }
        if (!waited && copies == 0) {
            throw new AssertionError("the command of " + cell + " was lost");
        }
        if (!waited) {
            return copies == 1 ? "published and removed" : "removed; " + copies + " copies, one id";
        }
        return copies == 1 ? "in the outbox; published once" : "in the outbox; published again under the same id";
    }
}
