package dev.saga.examples.servers;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class JdbcUrlTest {

    @Test
    void keepsThePasswordOutOfItsComplaint() {
        assertThatThrownBy(() -> new JdbcUrl("postgres://somebody:secret@host/db"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("jdbc:postgresql://host:port/database")
                .message()
                .doesNotContain("secret");
    }
}
