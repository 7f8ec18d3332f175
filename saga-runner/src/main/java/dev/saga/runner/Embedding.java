package dev.saga.runner;

import dev.saga.deadletter.RetryPolicy;
import dev.saga.kafka.ClientListener;
import dev.saga.kafka.Topics;
import dev.saga.message.Codec;
import dev.saga.message.Outbound;
import dev.saga.observe.SagaObserver;
import dev.saga.postgres.Schema;
import dev.saga.saga.Saga;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/**
 * How an {@link EmbeddedOrchestrator} is to run, set up step by step and then {@linkplain #start started}. For one thread.
 *
 * <p>Several kinds of sagas can share a process, a pool and the tables: each has an embedding, and a consumer group, of its
 * own. A topic that two of them read brings each the other's messages, too, as dead letters.
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
    Optional<Duration> purgeAfter = Optional.empty();
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
     * @param pool connections to PostgreSQL 15 or newer, at READ COMMITTED: at least four, and one more for each consumer
     *     after the first. None is held longer than some seconds, except by {@link #migrate}. Transactions are begun and
     *     committed on them in SQL, so the pool must not enlist its connections in transactions that a container or
     *     framework manages. Set the driver's {@code socketTimeout} and {@code tcpKeepAlive}, or a host that is gone is
     *     waited for, and put {@link SessionOptions#ALL} into its {@code options}. These apply to your own queries on this
     *     pool, too: a transaction that is idle for 10 s is ended, a lock is waited for 8 s, each statement is planned anew, and
     *     bitmap scans are off
     */
    public static <S, I, E> Embedding<S, I, E> of(Saga<S, I, E> saga, Codec codec, DataSource pool) {
        return new Embedding<>(saga, codec, pool);
    }

    /**
     * The brokers, {@code host:port} separated by commas, and the consumer group.
     *
     * @param groupId the same for all instances of this service, and for nothing else: two kinds of sagas in one group would
     *     take each other's messages
     */
    public Embedding<S, I, E> kafka(String bootstrapServers, String groupId) {
        return kafka(Map.of("bootstrap.servers", bootstrapServers), groupId);
    }

    /** The same with settings for consumers and producers alike, by Kafka's names, as for TLS and SASL. */
    public Embedding<S, I, E> kafka(Map<String, ?> settings, String groupId) {
        return consumer(settings).producer(settings).consumer(Map.of("group.id", groupId));
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

    /**
     * What the topics are called; as the saga's messages unless this is called. Create them first, with equally
     * many partitions where they are read: until they exist they are waited for; {@link dev.saga.kafka.BrokerAdmin} creates them.
     */
    public Embedding<S, I, E> topics(Topics names) {
        topics = Objects.requireNonNull(names);
        return this;
    }

    /** Where the tables are; in the schema {@code saga} unless this is called. */
    public Embedding<S, I, E> schema(Schema tables) {
        schema = Objects.requireNonNull(tables);
        return this;
    }

    /**
     * Removes ended sagas daily whose last event is older than that, which must be longer than a message may come again; they are
     * kept for ever unless this is called.
     */
    public Embedding<S, I, E> purgeAfter(Duration age) {
        purgeAfter = Optional.of(age);
        return this;
    }

    /**
     * Creates or updates the tables first, by Flyway; unless this is called they must be current. It runs on this pool, under its
     * timeouts: a script that takes longer than the {@code socketTimeout} is cut off. The command {@code migrate} has no
     * such limit.
     */
    public Embedding<S, I, E> migrate() {
        migrate = true;
        return this;
    }

    /** When messages on which the saga fails are tried again; for five minutes unless this is called. */
    public Embedding<S, I, E> retries(RetryPolicy policy) {
        retries = Objects.requireNonNull(policy);
        return this;
    }

    /**
     * Who watches the steps, from several threads; several with {@link SagaObserver#all}. What ends and what is rejected is
     * logged in any case, by the logger {@code saga}.
     */
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
     * Who is told, from two threads and after each run, which commands the broker acknowledged in it, often none; they throw
     * nothing.
     *
     * @param own those that this process recorded of sagas that began with a message to it
     * @param others the rest: of deadlines, retries, other processes, and of sagas that began in a caller's transaction
     */
    public Embedding<S, I, E> published(Consumer<List<Outbound<byte[]>>> own, Consumer<List<Outbound<byte[]>>> others) {
        published = Objects.requireNonNull(own);
        publishedForOthers = Objects.requireNonNull(others);
        return this;
    }

    /**
     * Starts it: the group is joined, and messages are taken in, some moments after this returns
     * ({@link EmbeddedOrchestrator#notReceiving} says whether). Brokers that do not answer and topics that are missing are
     * waited for.
     *
     * @throws IllegalStateException if {@link #kafka} was not called
     * @throws org.apache.kafka.common.KafkaException if a client refuses its settings, or no bootstrap server has a known
     *     address
     * @throws StartupFailure if the database cannot be reached, is too old or gives connections of another isolation; if the
     *     tables are not current, or cannot be created or updated
     * @throws dev.saga.orchestrator.StoreUnavailable if the database stops answering meanwhile
     */
    public EmbeddedOrchestrator<S, I, E> start() {
        for (String needed : List.of("bootstrap.servers", "group.id")) {
            if (!consumer.containsKey(needed)) {
                throw new IllegalStateException("kafka(bootstrapServers, groupId) is to be called before start()");
            }
        }
        DatabaseRequirements.require(pool);
        if (migrate) {
            Migrations.migrate(pool, schema.name());
        } else {
            Migrations.requireCurrent(pool, schema.name(), "use Embedding.migrate(), or the command migrate");
        }
        return EmbeddedOrchestrator.start(this);
    }
}
