package dev.saga.runner;

import dev.saga.kafka.KafkaPublisher;
import dev.saga.message.Outbound;
import dev.saga.orchestrator.StoreUnavailable;
import dev.saga.outbox.Outbox;
import dev.saga.outbox.OutboxRelay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that publishes an outbox: woken by commits here, and looking by itself for those of others. */
final class Relay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final Duration AFTER_FAILURE = Duration.ofMillis(500);
    private static final Duration TO_FLUSH = Duration.ofSeconds(2);
    private static final int BATCH = 2_000;

    private final Outbox<byte[]> outbox;
    private final KafkaPublisher publisher;
    private final OutboxRelay<byte[]> relay;
    private final Consumer<List<Outbound<byte[]>>> published;
    private final List<Outbound<byte[]>> acknowledged = new ArrayList<>();
    private final Loop loop;

    /** Begins to publish; {@code published} is told after each run which commands the broker has acknowledged. */
    Relay(String name, Outbox<byte[]> outbox, KafkaPublisher publisher, Consumer<List<Outbound<byte[]>>> published) {
        this.outbox = outbox;
        this.publisher = publisher;
        this.published = published;
        this.relay = new OutboxRelay<>(
                outbox,
                commands -> {
                    List<Outbound<byte[]>> arrived = publisher.publish(commands);
                    acknowledged.addAll(arrived);
                    return arrived;
                },
                BATCH);
        this.loop = Loop.start(name, this::once);
    }

    /** Commands were just recorded. */
    void wake() {
        loop.wake();
    }

    /** The thread. */
    Loop loop() {
        return loop;
    }

    /** The current run is the last one; {@link #close} need not wait for it as long then. */
    void stopSoon() {
        loop.stopWithoutWaiting();
    }

    private Duration once() {
        OutboxRelay.Moved moved = run();
        if (moved.failed() > 0) {
            if (moved.published() == 0) {
                outbox.release(); // somebody else may have a broker
            }
            return AFTER_FAILURE;
        }
        return moved.published() > 0 ? Duration.ZERO : LOOK_AGAIN;
    }

    private OutboxRelay.Moved run() {
        try {
            return relay.runOnce();
        } finally {
            List<Outbound<byte[]>> news = List.copyOf(acknowledged);
            acknowledged.clear();
            published.accept(news);
        }
    }

    /** Publishes what still waits, for a moment, and gives the right to publish to somebody else. */
    @Override
    public void close() {
        if (!loop.stop()) {
            publisher.close(Duration.ZERO);
            return;
        }
        try {
            flush();
            outbox.release();
        } catch (StoreUnavailable e) {
            LOG.warn("what is not published stays in the outbox: {}", e.getMessage());
        } finally {
            publisher.close(Duration.ofSeconds(1));
        }
    }

    /** Goes on until each part in turn had nothing to publish: one may only have what nobody can publish now. */
    private void flush() {
        long deadline = System.nanoTime() + TO_FLUSH.toNanos();
        int inVain = 0;
        while (System.nanoTime() - deadline < 0 && inVain < outbox.parts()) {
            inVain = run().published() > 0 ? 0 : inVain + 1;
        }
    }
}
