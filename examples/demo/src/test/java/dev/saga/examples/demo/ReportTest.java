package dev.saga.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ReportTest {
    @Test
    void aPercentileIsAValueThatOccurred() {
        List<Duration> sorted =
                IntStream.rangeClosed(1, 200).mapToObj(Duration::ofMillis).toList();

        assertThat(Stopwatch.percentile(sorted, 0.5)).isEqualTo(Duration.ofMillis(100));
        assertThat(Stopwatch.percentile(sorted, 0.99)).isEqualTo(Duration.ofMillis(198));
        assertThat(Stopwatch.percentile(sorted, 1)).isEqualTo(Duration.ofMillis(200));
        assertThat(Stopwatch.percentile(sorted.subList(0, 1), 0.01)).isEqualTo(Duration.ofMillis(1));
        assertThat(Stopwatch.percentile(List.of(), 0.5)).isZero();
    }

    @Test
    void cancelledBookingsAreCountedByTheServiceThatRefused() {
        var books = new Books(
                List.of(),
                List.of(
                        new Fact.StockRefused("a", "p"),
                        new Fact.BookingCancelled("a", ""),
                        new Fact.PaymentDeclined("b", "1"),
                        new Fact.BookingCancelled("b", ""),
                        new Fact.BookingCancelled("c", "")),
                0);

        List<String> table = Report.table(3, books, new Stopwatch());

        assertThat(table.stream().map(line -> line.strip().replaceAll(" +", " ")))
                .contains(
                        "bookings 3",
                        "completed 0",
                        "cancelled: stock 1",
                        "cancelled: payment 1",
                        "cancelled: other 1");
    }

    @Test
    void aCheckThatDoesNotHoldCannotBeOverlooked() {
        assertThat(Report.checks(List.of(new Check(true, "good", "1 = 1"), new Check(false, "bad", "1 = 2"))))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("  ok ").endsWith(" 1 = 1"),
                        line -> assertThat(line).startsWith("  WRONG ").endsWith(" 1 = 2"));
    }

    @Test
    void wideCharactersCountTwice() {
        assertThat(Columns.fit("予約予約予約", 12)).isEqualTo("予約予約予約");
        assertThat(Columns.fit("予約予約予約", 11)).isEqualTo("予約予約...");
        assertThat(Columns.fit("😀😀😀", 5)).isEqualTo("😀...");
        assertThat(Columns.pad("予", 4)).isEqualTo("予  ");
    }
}
