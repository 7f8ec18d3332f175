package dev.saga.postgres;

import dev.saga.examples.servers.PostgresServer;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The same suites once more on the PostgreSQL of the official image, where a Docker engine answers. */
@ExtendWith(ContainerStoreContractTest.WhereDockerAnswers.class)
class ContainerStoreContractTest extends PostgresStoreContractTest {

    @Override
    PostgresServer server() {
        return Container.SERVER;
    }

    /** Skips, and says so, where there is no Docker engine. */
    static final class WhereDockerAnswers implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return Engine.ANSWERS
                    ? ConditionEvaluationResult.enabled("a Docker engine answers")
                    : ConditionEvaluationResult.disabled(
                            "no Docker engine answers here; PostgresStoreContractTest ran the same suites on an embedded server");
        }
    }

    private static final class Engine {
        static final boolean ANSWERS = DockerClientFactory.instance().isDockerAvailable();

        static {
            if (!ANSWERS) {
                System.out.println(
                        "skipped: the store's contract in a container, because no Docker engine answers here");
            }
        }
    }

    private static final class Container implements PostgresServer {
        static final Container SERVER = new Container();

        private final PostgreSQLContainer container = new PostgreSQLContainer("postgres:18");

        private Container() {
            container.start();
        }

        @Override
        public String freshDatabase() {
            String name = "saga_" + UUID.randomUUID().toString().replace('-', '_');
            try (var connection = container.createConnection("");
                    var statement = connection.createStatement()) {
                statement.execute("create database " + name);
            } catch (SQLException e) {
                throw new IllegalStateException("no fresh database in the container", e);
            }
            return "jdbc:postgresql://%s:%d/%s?user=%s&password=%s"
                    .formatted(
                            container.getHost(),
                            container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                            name,
                            container.getUsername(),
                            container.getPassword());
        }
    }
}
