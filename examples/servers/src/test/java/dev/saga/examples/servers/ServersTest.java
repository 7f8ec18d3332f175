package dev.saga.examples.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class ServersTest {

    @Test
    void everybodyInThisJvmSharesOnePostgresAndOneKafka() {
        assertThat(Servers.postgres()).isSameAs(Servers.postgres());
        assertThat(Servers.kafka()).isSameAs(Servers.kafka());
    }

    @Test
    void aServerOfSomebodyElseKeepsItsParametersInTheUrlsOfFreshDatabases() throws SQLException {
        try (EmbeddedPostgres theirs = EmbeddedPostgres.start()) {
            PostgresServer external = new ExternalPostgres(new JdbcUrl(theirs.jdbcUrl() + "&ApplicationName=visitor"));

            String url = external.freshDatabase();

            assertThat(url).endsWith("?user=postgres&ApplicationName=visitor");
            try (Connection connection = DriverManager.getConnection(url)) {
                assertThat(url).contains("/" + connection.getCatalog() + "?");
            }
        }
    }
}
