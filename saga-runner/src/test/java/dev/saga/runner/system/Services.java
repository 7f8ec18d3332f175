package dev.saga.runner.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The Booking, Product and Payment services of a test: they hear every command, remember it, and answer as the test
 * says. They never drop a copy, so that the test sees each one.
 */
public final class Services implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A command as it was heard. */
    public record Heard(
            String type, String id, String bookingId, JsonNode body, Map<String, String> headers, long timestamp) {
        /** The product that it is about. */
        public String productId() {
            return body.path("productId").asText();
        }
    }

    /** What a service says: the message's type and its body. */
    public record Said(String type, ObjectNode body) {}

    private final Environment environment;
    private final KafkaProducer<String, String> producer;
    private final KafkaConsumer<String, String> consumer;
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final Function<Heard, List<Said>> answers;
    private final Thread thread = new Thread(this::listen, "services");
    private volatile boolean closed;

    /** Services that answer each command with these messages. The topics exist already. */
    public Services(Environment environment, Function<Heard, List<Said>> answers) {
        this.environment = environment;
        this.answers = answers;
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", environment.bootstrapServers(),
                        "linger.ms", "1",
                        "max.in.flight.requests.per.connection", "1"),
                new StringSerializer(),
                new StringSerializer());
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        environment.bootstrapServers(),
                        "group.id",
                        environment.prefix() + "services",
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.subscribe(
                Stream.of(Environment.COMMANDS).map(environment::topic).toList());
        thread.start();
    }

    /** Says a message. */
    public void say(String type, ObjectNode body) {
        say(type, body, Map.of());
    }

    /** Says a message with headers. */
    public void say(String type, ObjectNode body, Map<String, String> headers) {
        var message = new ProducerRecord<>(
                environment.topic(type), body.path("bookingId").asText(), body.toString());
        headers.forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        producer.send(message);
    }

    /** Says something that need not be a message. */
    public void sayRaw(String type, String value) {
        producer.send(new ProducerRecord<>(environment.topic(type), value));
        producer.flush();
    }

    /** Waits until the broker has all that was said. */
    public void flush() {
        producer.flush();
    }

    /** All commands heard so far, copies included. */
    public List<Heard> heard() {
        return List.copyOf(heard);
    }

    /** The commands of one type heard so far, copies included. */
    public List<Heard> heard(String type) {
        return heard.stream().filter(command -> command.type().equals(type)).toList();
    }

    /** A message about that booking. */
    public static ObjectNode body(String bookingId) {
        return JSON.createObjectNode().put("bookingId", bookingId);
    }

    /** A booking of one unit of each of these products. */
    public static ObjectNode booking(String bookingId, String... products) {
        ObjectNode body = body(bookingId);
        var list = body.putArray("products");
        for (String product : products) {
            list.addObject().put("productId", product).put("quantity", 1);
        }
        return body;
    }

    private void listen() {
        while (!closed) {
            for (ConsumerRecord<String, String> message : consumer.poll(Duration.ofMillis(50))) {
                Heard command = parse(message);
                heard.add(command);
                answers.apply(command).forEach(said -> say(said.type(), said.body()));
            }
        }
        consumer.close();
    }

    private Heard parse(ConsumerRecord<String, String> message) {
        Map<String, String> headers = new HashMap<>();
        message.headers().forEach(h -> headers.put(h.key(), new String(h.value(), StandardCharsets.UTF_8)));
        try {
            JsonNode body = JSON.readTree(message.value());
            return new Heard(
                    headers.get("ce_type"),
                    headers.get("ce_id"),
                    body.path("bookingId").asText(),
                    body,
                    headers,
                    message.timestamp());
        } catch (IOException e) {
            throw new IllegalStateException("a command that is no JSON: " + message.value(), e);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
    }

    /** The usual answers: what the id of a product or booking names fails, the rest goes well. */
    public static List<Said> usual(Heard command) {
        var said = new ArrayList<Said>();
        ObjectNode body = body(command.bookingId());
        if (command.type().equals("saga.request_stock")) {
            body.put("productId", command.productId());
            if (command.productId().startsWith("missing")) {
                said.add(new Said("product.reservation_failed", body.put("reason", "out of stock")));
            } else {
                body.put("quantity", command.body().path("quantity").asInt()).put("price", "0.10");
                said.add(new Said("product.reserved", body));
            }
        } else if (command.type().equals("saga.request_payment")) {
            body.put("paymentId", "pay-" + command.bookingId());
            said.add(
                    command.bookingId().startsWith("poor")
                            ? new Said("payment.failed", body.put("reason", "no money"))
                            : new Said("payment.completed", body));
        }
        return said;
    }
}
