package dev.saga.runner.crash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            insert into "s".inbox (a) select 1 from "s".event on conflict do update set a = 2 | insert inbox
            WITH gone AS (DELETE FROM "s".outbox RETURNING 1), n AS (insert into "s".event (a) values (1)) select 1 | delete outbox + insert event
            update "s".in_flight set due_at = null from unnest(?) as row | update in_flight
            copy "s".event (a) from stdin | copy event
            select 1 from "s".event union all select 2 from "s".inbox for update skip locked | lock event + inbox
            select 1 from "s".event join unnest(?) as row on true for key share of event | lock event
            select "s".record_batch(?, ?) | call record_batch
            BEGIN | begin
            commit | commit
            """)
    void aStatementIsNamedByWhatItDoesToWhichTables(String sql, String kind) {
        assertThat(Statements.kindOf(sql)).contains(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "select 1", "SET application_name = 'x'", "show transaction_read_only"})
    void whatOnlyAsksForTheServerIsNoBoundary(String sql) {
        assertThat(Statements.kindOf(sql)).isEmpty();
    }
}
