package dev.saga.examples.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The banks, as simply as can be: an account whose name begins with {@code closed} takes and gives nothing. (Real ones
 * would drop commands whose {@code ce_id} they know.)
 */
final class Banks implements Runnable, AutoCloseable {
    private final ObjectMapper json = new ObjectMapper();
    private final KafkaConsumer<String, String> commands;
    private final KafkaProducer<String, String> answers;
    private final Thread thread = new Thread(this, "banks");
    private volatile boolean closed;

    Banks(String bootstrapServers) {
        commands = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "group.id", "banks", "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer());
        commands.subscribe(List.of("transfer.take_money", "transfer.give_money", "transfer.return_money"));
        answers = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new StringSerializer());
    }

    /** Begins to answer. */
    void start() {
        thread.start();
    }

    @Override
    public void run() {
        try (commands;
                answers) {
            while (!closed) {
                for (ConsumerRecord<String, String> command : commands.poll(Duration.ofMillis(100))) {
                    answer(command);
                }
            }
        }
    }

    private void answer(ConsumerRecord<String, String> command) {
        JsonNode asked = read(command.value());
        boolean open = !asked.path("account").asText().startsWith("closed");
        String transferId = asked.path("transferId").asText();
        switch (command.topic()) {
            case "transfer.take_money" -> say(open ? "bank.money_taken" : "bank.money_not_taken", transferId, open);
            case "transfer.give_money" -> say(open ? "bank.money_given" : "bank.money_not_given", transferId, open);
            default -> {} // nobody asks whether the money is back
        }
    }

    private JsonNode read(String command) {
        try {
            return json.readTree(command);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON: " + command, e);
        }
    }

    private void say(String topic, String transferId, boolean open) {
        var answer = json.createObjectNode().put("transferId", transferId);
        if (!open) {
            answer.put("reason", "the account is closed");
        }
        answers.send(new ProducerRecord<>(topic, transferId, answer.toString()));
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
