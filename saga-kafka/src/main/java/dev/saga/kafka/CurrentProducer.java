package dev.saga.kafka;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/** The producer in use. One that is broken for good is closed, and the next use gets a new one. Safe for many threads. */
final class CurrentProducer {
    private final Supplier<Producer<byte[], byte[]>> factory;
    private final ClientListener listener;
    private @Nullable Producer<byte[], byte[]> producer;
    private boolean closed;

    /** Creates the first producer at once, so that settings that it refuses are found at the start. */
    CurrentProducer(Supplier<Producer<byte[], byte[]>> factory, ClientListener listener) {
        this.factory = factory;
        this.listener = listener;
        this.producer = create();
    }

    /** The producer, null after {@link #close}. Throws KafkaException if there is none and none can be created now. */
    synchronized @Nullable Producer<byte[], byte[]> get() {
        if (producer == null && !closed) {
            producer = create();
        }
        return producer;
    }

    synchronized boolean closed() {
        return closed;
    }

    /** Closes this producer at once, unless another has taken its place already. */
    synchronized void discard(Producer<byte[], byte[]> broken) {
        if (producer == broken) {
            producer = null;
            close(broken, Duration.ZERO);
        }
    }

    void close(Duration timeout) {
        Producer<byte[], byte[]> last;
        synchronized (this) {
            closed = true;
            last = producer;
            producer = null;
        }
        // Outside the lock: somebody who publishes meanwhile is to find out that it is over.
        if (last != null) {
            close(last, timeout);
        }
    }

    private void close(Producer<byte[], byte[]> last, Duration timeout) {
        listener.closing(last);
        last.close(timeout);
    }

    private Producer<byte[], byte[]> create() {
        Producer<byte[], byte[]> created = factory.get();
        try {
            listener.created(created);
            return created;
        } catch (RuntimeException | Error e) {
            created.close(Duration.ZERO);
            throw e;
        }
    }
}
