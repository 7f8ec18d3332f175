package dev.saga.examples.chaos;

/** The bookings of one run and everybody who takes part in them. */
final class Traffic implements AutoCloseable {
    private final Ledger ledger = new Ledger();
    private final Postman postman;
    private final Participants participants;
    private final Load load;

    private Traffic(House house, long seed, double rate) {
        this.postman = new Postman(house.topics());
        this.participants = Participants.start(house.topics(), ledger, postman);
        this.load = new Load(seed, rate, ledger, postman);
    }

    /** Begins. */
    static Traffic start(House house, long seed, double rate) {
        var traffic = new Traffic(house, seed, rate);
        traffic.load.start();
        return traffic;
    }

    Ledger ledger() {
        return ledger;
    }

    Postman postman() {
        return postman;
    }

    /** Begins no more bookings. */
    void stop() {
        load.close();
    }

    /** Whether nothing is on its way any more, as far as the participants can tell. */
    boolean isQuiet() {
        return ledger.open() == 0 && postman.unsettled() == 0;
    }

    /** @throws ChaosFailure if it cannot go on */
    void check() {
        participants.check();
        postman.check();
    }

    @Override
    public void close() {
        load.close();
        participants.close();
        postman.close();
    }
}
