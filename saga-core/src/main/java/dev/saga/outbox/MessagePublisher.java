package dev.saga.outbox;

import dev.saga.message.Outbound;
import java.util.List;

/**
 * The port to the broker.
 *
 * @param <B> the form of the commands' bodies
 */
public interface MessagePublisher<B> {

    /**
     * Publishes these commands, pipelined, and waits until each is acknowledged durably or has failed. Messages with the
     * same type and saga are kept in order among each other.
     *
     * @return those that are acknowledged, in order; the others may or may not have reached the broker
     */
    List<Outbound<B>> publish(List<Outbound<B>> commands);
}
