package dev.saga.runner;

import dev.saga.deadletter.RetryPolicy;
import dev.saga.kafka.ClientListener;
import dev.saga.kafka.Topics;
import dev.saga.message.Codec;
import dev.saga.message.Outbound;
import dev.saga.observe.SagaObserver;
import dev.saga.postgres.Schema;
import dev.saga.saga.Saga;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/**
 * How an {@link EmbeddedOrchestrator} is to run, set up step by step and then {@linkplain #start started}. For one thread.
 *
 * @param <S> the saga's states
 * @param <I> the saga's inputs
 * @param <E> the saga's events
 */
public final class Embedding<S, I, E> {
    final Saga<S, I, E> saga;
    final Codec codec;
    final DataSource pool;
    final Map<String, Object> consumer = new HashMap<>();
    final Map<String, Object> producer = new HashMap<>();
    Schema schema = Schema.DEFAULT;
    Topics topics;
    boolean migrate;
    int consumers = 1;
    RetryPolicy retries = RetryPolicy.USUAL;
    SagaObserver observer = SagaObserver.NONE;
    ClientListener clients = ClientListener.NONE;
    Consumer<List<Outbound<byte[]>>> published = commands -> {};
    Consumer<List<Outbound<byte[]>>> publishedForOthers = commands -> {};

    private Embedding(Saga<S, I, E> saga, Codec codec, DataSource pool) {
        this.saga = Objects.requireNonNull(saga);
        this.codec = Objects.requireNonNull(codec);
        this.pool = Objects.requireNonNull(pool);
        this.topics = Topics.of(saga, UnaryOperator.identity());
    }

    /**
     * For this saga, in this database.
     *
     * @param codec how messages and events are written
     * @param pool connections whose isolation is READ COMMITTED, four or more for one consumer and one more for each
     *     other; they are given back within a second, and never in the middle of a transaction
     */
    public static <S, I, E> Embedding<S, I, E> of(Saga<S, I, E> saga, Codec codec, DataSource pool) {
        return new Embedding<>(saga, codec, pool);
    }

    /** The brokers, {@code host:port} separated by commas, and the consumer group that the instances of this service share. */
    public Embedding<S, I, E> kafka(String bootstrapServers, String groupId) {
        return consumer(Map.of("bootstrap.servers", bootstrapServers, "group.id", groupId))
                .producer(Map.of("bootstrap.servers", bootstrapServers));
    }

    /** More settings of the consumers, by Kafka's names; what a guarantee rests on stays as it is, whatever they say. */
    public Embedding<S, I, E> consumer(Map<String, ?> settings) {
        consumer.putAll(settings);
        return this;
    }

    /** More settings of the producers, as {@link #consumer}. */
    public Embedding<S, I, E> producer(Map<String, ?> settings) {
        producer.putAll(settings);
        return this;
    }

    /** How many consumer threads; one unless this is called. */
    public Embedding<S, I, E> consumers(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("there is at least one consumer, but this is " + threads);
        }
        consumers = threads;
        return this;
    }

    /** What the topics are called; as the saga's messages unless this is called. They must exist. */
    public Embedding<S, I, E> topics(Topics names) {
        topics = Objects.requireNonNull(names);
        return this;
    }

    /** Where the tables are; in the schema {@code saga} unless this is called. */
    public Embedding<S, I, E> schema(Schema tables) {
        schema = Objects.requireNonNull(tables);
        return this;
    }

    /** Creates or updates the tables first, by Flyway; unless this is called they must be current. */
    public Embedding<S, I, E> migrate() {
        migrate = true;
        return this;
    }

    /** When messages on which the saga fails are tried again; for five minutes unless this is called. */
    public Embedding<S, I, E> retries(RetryPolicy policy) {
        retries = Objects.requireNonNull(policy);
        return this;
    }

    /** Who watches the steps, from several threads; several with {@link SagaObserver#all}. */
    public Embedding<S, I, E> observer(SagaObserver watcher) {
        observer = Objects.requireNonNull(watcher);
        return this;
    }

    /** Who is told of each Kafka client, for its metrics. */
    public Embedding<S, I, E> clients(ClientListener listener) {
        clients = Objects.requireNonNull(listener);
        return this;
    }

    /**
     * Who is told, from two threads, which commands the broker has acknowledged.
     *
     * @param own those that this process recorded of sagas that it started
     * @param others the rest: of deadlines, retries and other processes
     */
    public Embedding<S, I, E> published(Consumer<List<Outbound<byte[]>>> own, Consumer<List<Outbound<byte[]>>> others) {
        published = Objects.requireNonNull(own);
        publishedForOthers = Objects.requireNonNull(others);
        return this;
    }

    /**
     * Starts it; when this returns, messages are being taken in.
     *
     * @throws IllegalStateException if {@link #kafka} was not called
     * @throws org.apache.kafka.common.KafkaException if a client refuses its settings, or no bootstrap server has a known
     *     address
     * @throws StartupFailure if the tables cannot be created or updated
     * @throws dev.saga.orchestrator.StoreUnavailable if the database does not answer, or has not the tables
     */
    public EmbeddedOrchestrator<S, I, E> start() {
        for (String needed : List.of("bootstrap.servers", "group.id")) {
            if (!consumer.containsKey(needed)) {
                throw new IllegalStateException("kafka(bootstrapServers, groupId) is to be called before start()");
            }
        }
        return EmbeddedOrchestrator.start(this);
    }
}
