package dev.saga.examples.loadtest;

import com.sun.net.httpserver.HttpServer;
import dev.saga.runner.SagaDatabase;
import dev.saga.runner.config.KafkaConfig;
import dev.saga.runner.config.RunnerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A loop by hand, of the durable work alone, in the runner's place, to see what the runner's promises cost: of each poll one
 * transaction with a row of inbox and one of event for every message and one of outbox for every command, after it the commands.
 * It reads the same messages and sends the same commands, with an id and no other header. It has no rules, knows no failure,
 * keeps its bookings in memory only, and what a crash leaves behind nobody can go on with: no orchestrator.
 *
 * <p>It is written as one writes it first, not tuned: the runner, for one, has no inbox row for a message that its events tell
 * of, and removes published commands more rarely. Whether its own outbox is empty at the end nobody looks.
 */
final class BarePath {
    private static final int MOST_MESSAGES = 500;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long COMMIT_EVERY = Duration.ofMillis(100).toNanos();
    private static final int MOST_BYTES_AT_ONCE = 128 * 1024;
    private static final String SESSION =
            "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_bitmapscan=off -c jit=off"
                    + " -c backend_flush_after=256kB";

    private final KafkaConfig kafka;
    private final Connection connection;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, BareEvent> events = new HashMap<>();
    private final Map<Command, String> topics = new EnumMap<>(Command.class);
    private final ConcurrentLinkedQueue<Long> published = new ConcurrentLinkedQueue<>();
    private final BareBookings bookings = new BareBookings();
    private volatile @Nullable Exception unsent;
    private long committedAt = System.nanoTime();

    private BarePath(KafkaConfig kafka, Connection connection) {
        this.kafka = kafka;
        this.connection = connection;
        this.consumer =
                new KafkaConsumer<>(consumerSettings(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.producer = new KafkaProducer<>(producerSettings(), new ByteArraySerializer(), new ByteArraySerializer());
        for (BareEvent event : BareEvent.values()) {
            events.put(kafka.topic(event.topic()), event);
        }
        for (Command command : Command.values()) {
            topics.put(command, kafka.topic(command.topic()));
        }
    }

    /** The child's {@code main}, with a properties file as the runner's. */
    public static void main(String[] arguments) throws Exception {
        RunnerConfig config = RunnerConfig.load(Path.of(arguments[0]), System.getenv());
        SagaDatabase.migrate(config.postgres()); // empty tables, as the load test looks into them at the end
        createTopics(config.kafka());
        String url = config.postgres().url().value();
        try (Connection connection = DriverManager.getConnection(url + (url.contains("?") ? "&" : "?") + "options="
                + URLEncoder.encode(SESSION, StandardCharsets.UTF_8))) {
            connection.setAutoCommit(false);
            BareBatch.createTables(connection);
            new BarePath(config.kafka(), connection).run();
        } catch (SQLException | RuntimeException e) {
            e.printStackTrace();
            System.exit(1); // the threads of its clients would keep it alive
        }
    }

    private static void createTopics(KafkaConfig kafka) throws InterruptedException, ExecutionException {
        List<NewTopic> wanted = new ArrayList<>();
        for (String name : kafka.topics().values()) {
            wanted.add(new NewTopic(name, kafka.partitions(), (short) kafka.replication()));
        }
        try (Admin admin = Admin.create(new HashMap<>(kafka.adminSettings()))) {
            admin.createTopics(wanted).all().get();
        }
    }

    private Map<String, Object> consumerSettings() {
        Map<String, Object> settings = new HashMap<>(kafka.consumerSettings());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_MESSAGES);
        settings.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, -1);
        return settings;
    }

    private Map<String, Object> producerSettings() {
        Map<String, Object> settings = new HashMap<>(kafka.producerSettings());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, MOST_BYTES_AT_ONCE);
        return settings;
    }

    private void run() throws IOException, SQLException {
        consumer.subscribe(events.keySet());
        while (consumer.assignment().isEmpty()) {
            handle();
        }
        answer();
        while (true) {
            handle();
        }
    }

    private void handle() throws SQLException {
        if (unsent != null) {
            throw new IllegalStateException("a command could not be sent", unsent);
        }
        var messages = consumer.poll(POLL);
        if (messages.isEmpty()) {
            return;
        }
        var batch = new BareBatch();
        for (ConsumerRecord<byte[], byte[]> message : messages) {
            bookings.handle(events.get(message.topic()), message, batch);
        }
        List<Long> done = new ArrayList<>();
        for (Long position = published.poll(); position != null; position = published.poll()) {
            done.add(position);
        }
        batch.store(connection, done);
        batch.commands().forEach(this::send);
        if (System.nanoTime() - committedAt > COMMIT_EVERY) {
            committedAt = System.nanoTime();
            consumer.commitAsync();
        }
    }

    private void send(BareBatch.Outgoing command) {
        byte[] id = Long.toString(command.position()).getBytes(StandardCharsets.US_ASCII);
        var message = new ProducerRecord<>(
                topics.get(command.command()),
                null,
                command.key(),
                command.value(),
                List.of(new RecordHeader("ce_id", id)));
        producer.send(message, (where, problem) -> {
            if (problem == null) {
                published.add(command.position());
            } else {
                unsent = problem;
            }
        });
    }

    /** Says that it is ready, as the runner does. */
    private static void answer() throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", exchange -> {
            byte[] body = exchange.getRequestURI().getPath().equals("/health/ready")
                    ? "{\"status\":\"up\"}".getBytes(StandardCharsets.US_ASCII)
                    : new byte[0];
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        http.start();
        System.out.print("HTTP on port " + http.getAddress().getPort() + "\n");
        System.out.flush();
    }
}
