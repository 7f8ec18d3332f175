package dev.saga.kafka;

import dev.saga.message.Outbound;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * One call to publish: everything is sent before anything is waited for. What follows a failure of the same saga is held
 * back, or, if it was on its way already, not counted as published, so that it is sent again behind what failed.
 */
final class Wave {
    private record Sent(Outbound<byte[]> command, Future<?> acknowledgement) {}

    private final Producer<byte[], byte[]> producer;
    private final CommandRecords records;
    private final MissingTopics missing;
    private final List<Outbound<byte[]>> acknowledged = new ArrayList<>();
    private final List<SendFailure> failures = new ArrayList<>();
    private @Nullable SendFailure brokerAway;

    Wave(Producer<byte[], byte[]> producer, CommandRecords records, MissingTopics missing) {
        this.producer = producer;
        this.records = records;
        this.missing = missing;
    }

    void publish(List<Outbound<byte[]>> commands) {
        List<Sent> wave = new ArrayList<>(commands.size());
        Set<String> held = new HashSet<>();
        for (Outbound<byte[]> command : commands) {
            if (brokerAway == null && !held.contains(command.sagaId())) {
                Sent sent = send(command);
                wave.add(sent);
                // A send that waited for its topic in vain is done and has failed.
                if (sent.acknowledgement().isDone() && failureOf(sent) != null) {
                    held.add(command.sagaId());
                }
            }
        }
        flush();
        count(wave);
    }

    /** Those that the broker has, in order. */
    List<Outbound<byte[]>> acknowledged() {
        return acknowledged;
    }

    /** Those that failed themselves, in order; not those that were held back because of them. */
    List<SendFailure> failures() {
        return failures;
    }

    /** Nothing comes behind that would be worth waiting for. */
    private void flush() {
        try {
            producer.flush();
        } catch (InterruptException e) {
            // Marked as interrupted, the thread takes nothing for acknowledged: all of it is sent again, under its ids.
        }
    }

    private void count(List<Sent> wave) {
        Set<String> failedSagas = new HashSet<>();
        for (Sent sent : wave) {
            SendFailure failure = failureOf(sent);
            if (failure != null) {
                failures.add(failure);
                failedSagas.add(sent.command().sagaId());
            } else if (!failedSagas.contains(sent.command().sagaId())) {
                acknowledged.add(sent.command());
            }
        }
    }

    private Sent send(Outbound<byte[]> command) {
        SendFailure known = missing.failureOf(command, producer);
        if (known != null) {
            return new Sent(command, CompletableFuture.failedFuture(known.cause()));
        }
        var sent = new Sent(command, attempt(command));
        SendFailure failure = sent.acknowledgement().isDone() ? failureOf(sent) : null;
        if (failure != null && failure.topicIsMissing()) {
            missing.add(failure);
        } else if (failure != null && failure.brokerIsAway()) {
            brokerAway = failure;
        }
        return sent;
    }

    private Future<?> attempt(Outbound<byte[]> command) {
        try {
            return producer.send(records.of(command));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Waits for the outcome. */
    private static @Nullable SendFailure failureOf(Sent sent) {
        try {
            sent.acknowledgement().get();
            return null;
        } catch (ExecutionException e) {
            return new SendFailure(sent.command(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new SendFailure(sent.command(), e);
        }
    }
}
