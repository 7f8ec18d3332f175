package dev.saga.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives a saga's messages as one member of a consumer group, and commits the offsets of what was handled.
 *
 * <p>While the store does not answer, the batch in hand is kept, its partitions are paused and the group is kept
 * informed; the same batch is tried again after at most 5 s. An absent broker is waited for, and so is a topic that does not
 * exist, of which the log tells.
 *
 * <p>A batch is what a poll brings, so it grows with the load by itself, and no message waits for another.
 *
 * <p>Made for one thread, which {@link #run runs} it; {@link #stop} and {@link #status} may be called from any other. A
 * crash at any point delivers again what was handled since the last commit.
 */
public final class KafkaReceiver implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaReceiver.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final Inbounds inbounds;
    private final BatchHandler handler;
    private final ClientListener listener;
    private final HeldBatch held = new HeldBatch();
    private final HandledOffsets handled;
    private final StoreOutage outage;
    private final Membership membership;
    private final PollTrouble trouble;
    private final UnknownTopics unknownTopics;
    private final Backoff troubleWait = backoff();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile Duration closeWithin = LONGEST_WAIT;
    private final LongSupplier nanoTime;
    private volatile long lastPoll;

    /**
     * @param settings the consumer's settings by Kafka's names, {@code bootstrap.servers} and {@code group.id} among them;
     *     {@code enable.auto.commit}, {@code isolation.level} and the deserializers in it have no effect
     * @param topics what is read
     * @param handler what is done with it
     * @param listener is told of the consumer
     * @throws KafkaException if the consumer refuses its settings, or no bootstrap server has a known address
     */
    public KafkaReceiver(Map<String, ?> settings, Topics topics, BatchHandler handler, ClientListener listener) {
        this(
                new KafkaConsumer<>(
                        ConsumerSettings.of(settings), new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                topics,
                handler,
                listener,
                System::nanoTime);
    }

    KafkaReceiver(
            Consumer<byte[], byte[]> consumer,
            Topics topics,
            BatchHandler handler,
            ClientListener listener,
            LongSupplier nanoTime) {
        this.consumer = consumer;
        this.inbounds = new Inbounds(topics);
        this.handler = handler;
        this.listener = listener;
        this.nanoTime = nanoTime;
        this.lastPoll = nanoTime.getAsLong();
        this.handled = new HandledOffsets(consumer, nanoTime);
        this.outage = new StoreOutage(backoff(), nanoTime);
        this.membership = new Membership(consumer, held, handled, outage);
        this.trouble = new PollTrouble(nanoTime);
        this.unknownTopics = new UnknownTopics(consumer, topics.read(), nanoTime);
        try {
            listener.created(consumer);
            consumer.subscribe(topics.read(), membership);
        } catch (RuntimeException | Error e) {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
            throw e;
        }
    }

    /** Receives until {@link #stop} is called or the thread is interrupted, then leaves the group. */
    @Override
    public void run() {
        try {
            while (!stopped()) {
                runOnce();
            }
        } finally {
            close();
        }
    }

    /** Asks once for messages and handles what there is; waits up to a second for some. */
    void runOnce() {
        try {
            poll();
            if (!held.isEmpty() && outage.due()) {
                handle();
            } else if (outage.lasting() && outage.due()) {
                // A rebalance took away what was held; other messages will tell whether the store is back.
                consumer.resume(consumer.assignment());
            }
            handled.commitSoon();
            if (membership.joined()) {
                unknownTopics.lookNowAndThen();
            }
            troubleWait.reset();
        } catch (WakeupException e) {
            // somebody called stop, and this was the last turn
        } catch (InterruptException e) {
            stopping.countDown();
        } catch (KafkaException e) {
            // Whichever call it was: the client raises what it has learnt from the broker in the next one that looks.
            trouble.happened(e);
            pauseFor(troubleWait.next());
        }
    }

    /** Whether it is a member of its group, what Kafka refuses it, and how long ago it last asked. */
    public ReceiverStatus status() {
        var silence = Duration.ofNanos(nanoTime.getAsLong() - lastPoll);
        return new ReceiverStatus(membership.joined(), trouble.reason(), silence);
    }

    /**
     * Asks it to stop and returns at once: {@link #run} handles the batch in hand, commits, leaves the group and returns.
     * A batch that waits for the store is given up; it is delivered again to whoever comes next.
     *
     * @param closeWithin how long the commit and the leaving may take
     */
    public void stop(Duration closeWithin) {
        this.closeWithin = closeWithin;
        stopping.countDown();
        consumer.wakeup();
    }

    private void poll() {
        held.add(consumer.poll(patience()));
        lastPoll = nanoTime.getAsLong();
        trouble.nothing(membership.joined());
    }

    private Duration patience() {
        Duration wait = outage.untilNextAttempt();
        boolean nothingToTry = held.isEmpty() && wait.isZero();
        Duration untilTry = nothingToTry || wait.compareTo(POLL) > 0 ? POLL : wait;
        Duration untilCommit = handled.untilDue();
        return wholeMillis(untilTry.compareTo(untilCommit) < 0 ? untilTry : untilCommit);
    }

    /** The client takes the last part of a millisecond for no time at all, and would be asked again and again until it is over. */
    private static Duration wholeMillis(Duration wait) {
        return Duration.ofMillis(wait.plusNanos(999_999).toMillis());
    }

    private void handle() {
        try {
            handler.handle(inbounds.of(held.records()));
        } catch (RuntimeException e) {
            outage.failed(e, held.records().size());
            consumer.pause(consumer.assignment());
            return;
        }
        handled.add(held.nextOffsets());
        held.clear();
        // In this order: should it fail, the outage lasts, and the next turn resumes again.
        consumer.resume(consumer.assignment());
        outage.succeeded();
    }

    private boolean stopped() {
        return stopping.getCount() == 0 || Thread.currentThread().isInterrupted();
    }

    private void pauseFor(Duration wait) {
        try {
            boolean cut = stopping.await(wait.toNanos(), TimeUnit.NANOSECONDS);
            LOG.trace("Waited {} after a refusal, cut short: {}", wait, cut);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping.countDown();
        }
    }

    /** An interruption is set aside meanwhile, or the consumer could not leave its group. */
    private void close() {
        boolean interrupted = Thread.interrupted();
        try {
            listener.closing(consumer);
            handled.commitNow(closeWithin.dividedBy(2));
            consumer.close(CloseOptions.timeout(closeWithin.dividedBy(2)));
        } catch (KafkaException e) {
            LOG.warn(
                    "The consumer was not closed in order; the group will notice by its session timeout: {}",
                    e.getMessage());
        } finally {
            membership.ended();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Backoff backoff() {
        return new Backoff(FIRST_WAIT, LONGEST_WAIT, new SplittableRandom());
    }
}
