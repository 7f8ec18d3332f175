package dev.saga.kafka;

import java.time.Duration;
import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/** The receiver's part in its group: what happens when partitions come and go. */
final class Membership implements ConsumerRebalanceListener {
    private static final Duration COMMIT_WITHIN = Duration.ofSeconds(3);

    private final Consumer<?, ?> consumer;
    private final HeldBatch held;
    private final HandledOffsets handled;
    private final StoreOutage outage;
    private volatile boolean joined;

    Membership(Consumer<?, ?> consumer, HeldBatch held, HandledOffsets handled, StoreOutage outage) {
        this.consumer = consumer;
        this.held = held;
        this.handled = handled;
        this.outage = outage;
    }

    boolean joined() {
        return joined;
    }

    void ended() {
        joined = false;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        joined = true;
        if (outage.lasting()) {
            consumer.pause(partitions);
        }
    }

    /** A rebalance in good order: whoever gets the partitions starts behind what was handled here. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        held.drop(partitions);
        handled.commitNow(partitions, COMMIT_WITHIN);
    }

    /** The group has gone on without this member; its partitions may be at work elsewhere already. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        joined = false;
        held.drop(partitions);
        handled.forget(partitions);
    }
}
