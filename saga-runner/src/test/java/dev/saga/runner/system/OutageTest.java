package dev.saga.runner.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever the database or the network does, the runner waits, takes nothing for a message's fault, and goes on by
 * itself: one process lives through all of it.
 */
class OutageTest {
    /** What the contract promises at any load. */
    private static final Duration TO_NOTICE = Duration.ofSeconds(20);

    private static final Duration TO_GO_ON = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern REBALANCES =
            Pattern.compile("^kafka_consumer_coordinator_rebalance_total\\{.*} ([0-9.]+)$", Pattern.MULTILINE);
    private static final String WAITS = "waits, and no more messages are received";

    private static BreakableServers servers;
    private static RunnerProcess runner;
    private static Services services;

    private final List<String> bookings = new ArrayList<>();
    private Runnable heal = () -> {};
    private String name = "";
    private int logged;
    private double rebalances;

    @BeforeAll
    static void startEverything(@TempDir Path directory) {
        servers = new BreakableServers();
        runner = RunnerProcess.start(directory, servers.properties());
        Await.until(PATIENCE, runner::output, runner::isReady);
        services = new Services(servers.environment(), Services::usual);
    }

    @AfterAll
    static void stopEverything() {
        services.close();
        runner.close();
        servers.close();
    }

    @BeforeEach
    void givenARunnerAtWork(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName().substring(0, 10)
                + test.getDisplayName().hashCode();
        say("before", 5);
        awaitEnds(PATIENCE);
        Await.until(PATIENCE, runner::output, runner::isReady);
        logged = runner.output().length();
        rebalances = rebalances();
    }

    @AfterEach
    void everythingIsAsIfNothingHadHappened() {
        heal.run();
        say("after", 5);
        long healed = System.nanoTime();
        awaitEnds(TO_GO_ON);
        Await.until(TO_GO_ON, runner::output, runner::isReady);
        System.out.printf(
                "%s: goes on after %,d ms%n",
                name, Duration.ofNanos(System.nanoTime() - healed).toMillis());
        assertThat(runner.isAlive()).isTrue();
        var ledger = new Ledger(services.heard());
        ledger.holds();
        assertThat(bookings).allSatisfy(id -> assertThat(ledger.confirmed(id)).isEqualTo(!id.startsWith("poor-")));
        assertThat(bookings.stream().filter(id -> id.startsWith("poor-")))
                .allSatisfy(id -> assertThat(ledger.released(id)).containsExactlyInAnyOrder("p-1", "p-2"));
        assertThat(servers.count("select count(*) from saga.dead_letter")).isZero();
        assertThat(servers.count("select count(*) from saga.in_flight")).isZero();
    }

    @Test
    void a_database_that_falls_silent_is_noticed_and_the_group_does_not_rebalance() {
        heal = servers.postgresNetwork()::pass;
        servers.postgresNetwork().silence();
        say("during", 10);
        awaitDown("postgres");
        assertThat(stored("during")).isZero();
        servers.postgresNetwork().pass();

        awaitEnds(TO_GO_ON);
        assertThat(rebalances()).isEqualTo(rebalances);
    }

    @Test
    void a_broker_that_falls_silent_is_noticed() {
        heal = servers.kafkaNetwork()::pass;
        servers.kafkaNetwork().silence();
        say("during", 10);
        awaitDown("kafka");
        assertThat(stored("during")).isZero();
    }

    @Test
    void connections_that_are_reset_are_opened_again() {
        for (int i = 0; i < 3; i++) {
            say("during" + i, 10);
            servers.postgresNetwork().cut();
            servers.kafkaNetwork().cut();
            servers.endSessions();
            awaitEnds(TO_GO_ON);
        }
    }

    @Test
    void a_server_that_may_only_be_read_after_a_failover_is_waited_for() {
        heal = () -> {
            servers.sql("alter system reset default_transaction_read_only");
            servers.sql("select pg_reload_conf()");
        };
        servers.sql("alter system set default_transaction_read_only = on");
        servers.sql("select pg_reload_conf()");
        say("during", 10);
        awaitWaiting("25006");
    }

    @Test
    void a_server_without_room_for_connections_is_waited_for() {
        heal = () -> servers.forRunner("connection limit -1");
        servers.forRunner("connection limit 0");
        say("during", 10);
        awaitDown("postgres");
        assertThat(stored("during")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"53100", "53200", "57014", "55P03", "40001", "40P01", "XX000"})
    void a_write_that_fails_for_the_servers_sake_is_repeated(String sqlState) {
        heal = servers::acceptEvents;
        servers.refuseEvents(sqlState, 3);
        say("during", 10);
        awaitWaiting(sqlState);
        awaitEnds(TO_GO_ON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"statement_timeout, 57014", "deadlock_timeout, 55P03"})
    void a_table_that_somebody_holds_is_waited_for(String timeoutAndState) throws SQLException {
        String timeout = timeoutAndState.split(", ")[0];
        heal = () -> servers.forRunner("reset " + timeout);
        servers.forRunner("set " + timeout + " = '1s'");
        try (Connection other = servers.connect();
                Statement statement = other.createStatement()) {
            say("between", 5);
            awaitEnds(TO_GO_ON);
            logged = runner.output().length();
            other.setAutoCommit(false);
            statement.execute("lock table saga.event in access exclusive mode");
            say("during", 10);
            // Without a limit of the server's own, the runner's patience with a lock ends after eight seconds.
            awaitWaiting(timeoutAndState.split(", ")[1]);
            other.rollback();
        }
        awaitEnds(TO_GO_ON);
    }

    @Test
    void a_server_that_answers_and_takes_nothing_is_told_by_readiness() throws SQLException {
        heal = () -> servers.forRunner("reset statement_timeout");
        servers.forRunner("set statement_timeout = '1s'");
        try (Connection other = servers.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table saga.event in access exclusive mode");
            say("during", 10);
            awaitDown("postgres");
            other.rollback();
        }
        awaitEnds(TO_GO_ON);
        Await.until(TO_GO_ON, this::log, runner::isReady);
    }

    private void awaitWaiting(String sqlState) {
        var says = Pattern.compile(WAITS + ".*SQLSTATE " + sqlState, Pattern.DOTALL);
        Await.until(TO_NOTICE, this::log, () -> says.matcher(log()).find());
    }

    private void awaitDown(String dependency) {
        long start = System.nanoTime();
        Await.until(TO_NOTICE, this::log, () -> isDown(dependency));
        System.out.printf(
                "%s: %s is down after %,d ms%n",
                name, dependency, Duration.ofNanos(System.nanoTime() - start).toMillis());
    }

    private static boolean isDown(String dependency) {
        return runner.get("/health/ready")
                .filter(answer -> answer.statusCode() == 503)
                .filter(answer -> answer.body().contains("\"" + dependency + "\":{\"status\":\"down\",\"error\":\""))
                .isPresent();
    }

    private void say(String when, int howMany) {
        for (int i = 0; i < howMany; i++) {
            String id = (i % 5 == 3 ? "poor-" : "b-") + name + "-" + when + "-" + i;
            bookings.add(id);
            services.say("booking.created", Services.booking(id, "p-1", "p-2"));
        }
    }

    private long stored(String when) {
        return servers.count("select count(*) from saga.event where saga_id like '%" + name + "-" + when + "-%'");
    }

    private void awaitEnds(Duration patience) {
        BooleanSupplier ended = () -> {
            var ledger = new Ledger(services.heard());
            // What is released is told after the end, and the broker has to have that one first.
            return ledger.allEnded(bookings)
                    && bookings.stream()
                            .filter(ledger::cancelled)
                            .allMatch(id -> ledger.released(id).size() == 2);
        };
        Await.until(patience, () -> services.heard().size() + " commands heard; " + log(), ended);
    }

    /** What the runner has logged in this test. */
    private String log() {
        return runner.output().substring(logged);
    }

    private static double rebalances() {
        Matcher metric = REBALANCES.matcher(runner.get("/metrics").orElseThrow().body());
        assertThat(metric.find()).isTrue();
        return Double.parseDouble(metric.group(1));
    }
}
