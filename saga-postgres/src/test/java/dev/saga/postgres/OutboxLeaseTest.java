package dev.saga.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The right to publish: one has it, and whoever dies or gives it back is succeeded. */
class OutboxLeaseTest {
    private final TestDatabase database = TestDatabase.create();
    private final PostgresOutbox first = outbox();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void only_one_has_it() {
        assertThat(first.acquire()).isTrue();
        assertThat(outbox().acquire()).isFalse();
        assertThat(first.acquire()).isTrue();
    }

    @Test
    void who_gives_it_back_is_succeeded_at_once() {
        first.acquire();
        first.release();

        assertThat(outbox().acquire()).isTrue();
    }

    @Test
    void who_dies_is_succeeded_when_the_lease_ends() {
        first.acquire();
        database.letTimePass(Duration.ofSeconds(5));
        assertThat(outbox().acquire()).isFalse();

        database.letTimePass(Duration.ofSeconds(2));
        assertThat(outbox().acquire()).isTrue();
    }

    @Test
    void nobody_gives_back_what_another_has() {
        first.acquire();
        outbox().release();

        assertThat(outbox().acquire()).isFalse();
    }

    private PostgresOutbox outbox() {
        return new PostgresOutbox(database.pool(), TestDatabase.SCHEMA, "booking");
    }
}
