package dev.saga.examples.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The failure happens at 20 s; the slowest booking before it took 2 s, so 3 s are usual. */
final class BacklogTest {
    private static final long STRUCK = seconds(20);

    private final List<Account> accounts = new ArrayList<>();

    @BeforeEach
    void givenUsualBookings() {
        given(1, 9.5, Plan.NONE);
        given(16, 18, Plan.NONE);
        given(18, 19, Plan.NONE);
    }

    @Test
    void aFailureThatMeetsNobodyLeavesNoBacklog() {
        given(20.1, 21, Plan.NONE);

        assertThat(backlog().usual()).isEqualTo(seconds(3));
        assertThat(backlog().lasted(accounts)).isZero();
    }

    @Test
    void itLastsUntilTheLastBookingOfBeforeHasEndedHoweverManyOthersEnd() {
        Account one = given(19.9, Plan.NONE);
        for (int i = 0; i < 100; i++) {
            given(20 + i * 0.1, 20.5 + i * 0.1, Plan.NONE);
        }

        assertThat(backlog().holds(one, seconds(20.1))).isTrue();
        one.end(seconds(32.5));
        assertThat(backlog().holds(one, seconds(32.6))).isFalse();
        assertThat(backlog().lasted(accounts)).isEqualTo(Duration.ofMillis(12_500));
    }

    @Test
    void whoeverBeganSinceAndTookLongerThanUsualWasHeldUp() {
        given(19.9, 20.4, Plan.NONE);
        Account stranded = given(20.5, Plan.NONE);

        assertThat(backlog().holds(stranded, seconds(23.4))).isFalse();
        assertThat(backlog().holds(stranded, seconds(23.6))).isTrue();
        stranded.end(seconds(31));
        given(31, 33.9, Plan.NONE);
        assertThat(backlog().lasted(accounts)).isEqualTo(Duration.ofSeconds(11));
    }

    @Test
    void whoeverIsAnsweredLateByPlanSaysNothing() {
        given(1, 15, 0);
        given(19, 33, 0);
        Account late = given(19.5, 0);

        assertThat(backlog().usual()).isEqualTo(seconds(3));
        assertThat(backlog().holds(late, seconds(30))).isFalse();
        assertThat(backlog().lasted(accounts)).isZero();
    }

    private Backlog backlog() {
        return Backlog.of(accounts, STRUCK);
    }

    private void given(double begunAt, double endedAt, int late) {
        given(begunAt, late).end(seconds(endedAt));
    }

    private Account given(double begunAt, int late) {
        List<Item> items = List.of(new Item("p-0", 1, 100));
        var plan = new Plan(1, accounts.size(), items, Plan.NONE, false, late, Plan.Nonsense.NOTHING);
        var account = new Account(plan, seconds(begunAt));
        accounts.add(account);
        return account;
    }

    private static long seconds(double seconds) {
        return Math.round(seconds * 1e9);
    }
}
