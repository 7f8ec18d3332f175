package dev.saga.examples.loadtest;

import dev.saga.runner.config.KafkaConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;

/** The bookings of one run and those who take part in them, from the first message to the settled books. */
final class Traffic implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long QUIET_NANOS = Duration.ofMillis(500).toNanos();
    private static final double SHARE_OF_MEMORY = 0.5;
    private static final int MODELS = 64;

    private final Options options;
    private final Workload workload;
    private final BookingIds ids;
    private final Ledger ledger;
    private final Sender sender;
    private final Bookings bookings;
    private final Participants participants;
    private final Receiver receiver;
    private Load load;

    private Traffic(Options options, KafkaConfig kafka) {
        this.options = options;
        this.workload = new Workload(options.products, options.failureRate);
        this.ids = new BookingIds(ThreadLocalRandom.current().nextLong());
        this.ledger = new Ledger(options.products, (long) (Runtime.getRuntime().maxMemory() * SHARE_OF_MEMORY));
        this.sender = new Sender(kafka, options.linger());
        var messages = new Messages(workload, ids, kafka::topic);
        this.bookings = new Bookings(ledger, messages, sender);
        this.load = new Load.Few(bookings, MODELS);
        this.participants = new Participants(workload, ids, ledger, messages, sender, load);
        this.receiver = Receiver.start(kafka, participants);
    }

    /** Starts the participants; when this returns, no later command escapes them. */
    static Traffic start(Options options, KafkaConfig kafka) {
        return new Traffic(options, kafka);
    }

    /** Runs a few bookings to their end and returns their ids. */
    List<String> models() throws InterruptedException {
        receiver.ask(load::begin);
        if (!Polling.until(PATIENCE, () -> ledger.begun() == MODELS && isComplete())) {
            throw new LoadTestFailure("the first bookings did not end within " + PATIENCE.toSeconds() + " s");
        }
        return LongStream.range(0, MODELS)
                .mapToObj(booking -> new String(ids.of(booking), StandardCharsets.US_ASCII))
                .toList();
    }

    /** Begins to warm up: with so many in flight, as at a steady rate they pile up while everything is cold. */
    Latencies begin() {
        var latencies = new Latencies(System.nanoTime());
        if (options.warmup > 0 || !options.isOpenLoop()) {
            begin(new Load.Closed(bookings, options.warmupConcurrency(), latencies));
        }
        return latencies;
    }

    /** Begins with the load that is to be measured, or soon will have as many in flight. */
    void warmedUp(Latencies latencies) {
        if (options.isOpenLoop()) {
            begin(new Load.Open(new Arrivals(bookings, options.rate), latencies));
        } else {
            receiver.ask(() -> load.keep(options.concurrency));
        }
    }

    private void begin(Load next) {
        load = next;
        participants.setLoad(next);
        receiver.ask(next::begin);
    }

    Sender sender() {
        return sender;
    }

    long inFlight() {
        return ledger.begun() - ledger.ended();
    }

    /** @throws LoadTestFailure if it cannot go on */
    void check() {
        receiver.check();
        sender.check();
        if (bookings.isFull()) {
            throw new LoadTestFailure(
                    "%,d bookings are all that fit into memory: measure for a shorter time".formatted(ledger.begun()));
        }
    }

    /** Begins nothing any more, waits until all that has begun is over, and does the books. */
    Books settle(Database database, long deadLettersBefore) throws InterruptedException {
        load.stop();
        boolean complete = Polling.until(PATIENCE, this::isComplete)
                & Polling.until(PATIENCE, () -> receiver.idleFor() > QUIET_NANOS && database.unsettled() == 0);
        check();
        if (!complete) {
            ledger.wrong("%,d bookings had not ended after %d s, or their commands were not all published"
                    .formatted(inFlight(), PATIENCE.toSeconds()));
        }
        long deadLetters = database.deadLetters() - deadLettersBefore;
        if (deadLetters != 0) {
            ledger.wrong("the orchestrator could not handle %,d messages".formatted(deadLetters));
        }
        List<String> wrong = Audit.of(workload, ledger);
        return new Books(ledger.begun(), ledger.ended(), ledger.repeated(), wrong);
    }

    private boolean isComplete() {
        check();
        return Audit.isComplete(workload, ledger);
    }

    @Override
    public void close() {
        load.stop();
        receiver.close();
        sender.close();
    }
}
