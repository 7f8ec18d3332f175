package dev.saga.kafka;

import java.time.Duration;

/**
 * How a receiver is.
 *
 * @param joined whether it is a member of its group and knows its partitions, which may be none. A member stays joined
 *     while the broker is away: {@link BrokerAdmin#check} notices that
 * @param problem what Kafka refused within the last 10 s, such as credentials or the access to a topic; empty if nothing
 * @param silence how long ago it last asked for messages, or was made; it asks every few seconds, also while it waits for
 *     the store
 */
public record ReceiverStatus(boolean joined, String problem, Duration silence) {}
