package dev.saga.runner;

import dev.saga.kafka.BrokerAdmin;
import dev.saga.kafka.BrokerUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Whether database and broker answer, asked every few seconds, each on a thread of its own so that the silence of one
 * does not hide the other.
 */
final class Checks implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private volatile Optional<String> postgres = Optional.of("not asked yet");
    private volatile Optional<String> broker = Optional.of("not asked yet");
    private final Supplier<Optional<String>> receiving;
    private final Supplier<Optional<String>> storing;
    private final Loop postgresLoop;
    private final Loop brokerLoop;

    /**
     * Begins to ask. Closing it waits for no answer that is still awaited.
     *
     * @param receiving why no messages are received, if none are
     * @param storing why they cannot be stored, if they cannot
     */
    Checks(
            DataSource pool,
            BrokerAdmin admin,
            Supplier<Optional<String>> receiving,
            Supplier<Optional<String>> storing) {
        this.receiving = receiving;
        this.storing = storing;
        this.postgresLoop = Loop.start("check-postgres", () -> {
            postgres = ask(pool);
            return INTERVAL;
        });
        this.brokerLoop = Loop.start("check-kafka", () -> {
            broker = ask(admin);
            return INTERVAL;
        });
    }

    /** What is wrong with the database, if anything; it may answer and still take nothing, and that says more. */
    Optional<String> postgres() {
        return storing.get().or(() -> postgres);
    }

    /** What is wrong with the broker or the membership in the group, if anything. */
    Optional<String> kafka() {
        return broker.or(receiving);
    }

    @Override
    public void close() {
        postgresLoop.stopWithoutWaiting();
        brokerLoop.stopWithoutWaiting();
    }

    private static Optional<String> ask(DataSource pool) {
        try (Connection connection = pool.getConnection()) {
            return connection.isValid((int) PATIENCE.toSeconds())
                    ? Optional.empty()
                    : Optional.of("the database does not answer");
        } catch (SQLException e) {
            return Optional.of(DatabaseFailure.unreachable(e));
        }
    }

    private static Optional<String> ask(BrokerAdmin admin) {
        try {
            admin.check(PATIENCE);
            return Optional.empty();
        } catch (BrokerUnavailable e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
