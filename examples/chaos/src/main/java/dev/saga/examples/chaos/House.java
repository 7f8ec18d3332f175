package dev.saga.examples.chaos;

import dev.saga.examples.servers.EmbeddedPostgres;
import dev.saga.examples.servers.KafkaProcess;
import dev.saga.examples.servers.TcpProxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Database, broker, the network between them and the runners, and the runners: everything that a fault can strike. The
 * participants reach the servers directly.
 */
final class House implements AutoCloseable, Faults.Stage {
    private static final int SLOWEST_MILLIS = 60;

    private final EmbeddedPostgres postgres;
    private final KafkaProcess kafka;
    private final TcpProxy network;
    private final Map<String, String> settings;
    private @Nullable Fleet fleet;

    private House(EmbeddedPostgres postgres, KafkaProcess kafka) {
        this.postgres = postgres;
        this.kafka = kafka;
        this.network = TcpProxy.to(postgres.port());
        this.settings = Map.of(
                "kafka.bootstrap.servers",
                "127.0.0.1:" + kafka.proxy().port(),
                "postgres.url",
                postgres.jdbcUrl().replace(":" + postgres.port(), ":" + network.port()),
                "http.port",
                "0",
                "saga.deadline.stock",
                "PT12S",
                "saga.deadline.payment",
                "PT12S",
                "saga.deadline.compensation",
                "PT5S");
    }

    /** Starts the servers and makes the topics. */
    static House open() {
        EmbeddedPostgres postgres = EmbeddedPostgres.start();
        try {
            var house = new House(postgres, KafkaProcess.startProxied());
            house.topics().create();
            return house;
        } catch (RuntimeException e) {
            postgres.close();
            throw e;
        }
    }

    /** Lets runners move in, one for each clock. */
    Fleet inhabit(RunnerCommand command, List<Duration> clockOffsets) {
        fleet = Fleet.start(command, settings, clockOffsets);
        return fleet;
    }

    Topics topics() {
        return new Topics(kafka.bootstrapServers());
    }

    Database database() {
        return new Database(postgres.jdbcUrl());
    }

    Map<String, String> settings() {
        return settings;
    }

    @Override
    public void begin(Fault fault) {
        Duration lasts = Duration.ofMillis(fault.lasts());
        switch (fault.outage()) {
            case RUNNERS_KILLED -> inhabitants().killSome(fault.dice(), lasts);
            case RUNNER_STOPPED -> inhabitants().stopOne(fault.dice(), lasts);
            case POSTGRES_DOWN -> postgres.stopImmediately();
            case BROKER_DOWN -> kafka.kill();
            case POSTGRES_CUT -> network.cut();
            case KAFKA_CUT -> kafka.proxy().cut();
            case POSTGRES_SILENT -> network.silence();
            case KAFKA_SILENT -> kafka.proxy().silence();
            case POSTGRES_SLOW -> network.delay(latency(fault));
            case KAFKA_SLOW -> kafka.proxy().delay(latency(fault));
        }
    }

    @Override
    public void end(Fault fault) {
        switch (fault.outage()) {
            case POSTGRES_DOWN -> postgres.restart();
            case BROKER_DOWN -> kafka.restart();
            case POSTGRES_SILENT, POSTGRES_SLOW -> network.pass();
            case KAFKA_SILENT, KAFKA_SLOW -> kafka.proxy().pass();
            case RUNNERS_KILLED, RUNNER_STOPPED, POSTGRES_CUT, KAFKA_CUT -> {
                // The supervisor starts runners; clients connect again.
            }
        }
    }

    private static Duration latency(Fault fault) {
        return Duration.ofMillis(1 + new Random(fault.dice()).nextInt(SLOWEST_MILLIS));
    }

    private Fleet inhabitants() {
        if (fleet == null) {
            throw new IllegalStateException("nobody has moved in");
        }
        return fleet;
    }

    @Override
    public void close() {
        network.close();
        try {
            kafka.close();
        } finally {
            postgres.close();
        }
    }
}
