package dev.saga.examples.benchmarks;

import dev.saga.message.MessageId;
import dev.saga.saga.CommandId;
import dev.saga.saga.SagaId;
import java.util.UUID;
import org.openjdk.jmh.annotations.Benchmark;

/** What the two identities cost: a digest for every message, and one for every command. */
public class IdentityCost extends Measured {
    private final SagaId saga = new SagaId("booking", "0193c7a1-6a0e-7b3c-9d55-2f1f0a7f4e11");
    private final String identity = "/shop/products#0193c7a1-6a0e-7b3c-9d55-000000000042";

    /** For JMH. */
    public IdentityCost() {}

    /** The identity of an inbound message. */
    @Benchmark
    public MessageId ofMessage() {
        return MessageId.of(identity);
    }

    /** The id of a command. */
    @Benchmark
    public UUID ofCommand() {
        return CommandId.of(saga, 7, 1);
    }
}
