package dev.saga.kafka;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * Is told of each Kafka client that comes and goes, so that their metrics can be bound without this module knowing how.
 * Called on the thread that creates or closes the client. Of a client, only {@code metrics()} may be used.
 */
public interface ClientListener {

    /** Listens to nothing. */
    ClientListener NONE = new ClientListener() {};

    /** A consumer was created. */
    default void created(Consumer<?, ?> consumer) {}

    /** A consumer is about to be closed. */
    default void closing(Consumer<?, ?> consumer) {}

    /** A producer was created; another one takes its place if it fails for good. */
    default void created(Producer<?, ?> producer) {}

    /** A producer is about to be closed. */
    default void closing(Producer<?, ?> producer) {}
}
