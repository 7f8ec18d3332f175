package dev.saga.examples.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class WorkloadTest {
    private static final int BOOKINGS = 20_000;

    @Test
    void aBookingCompletesOrFailsAtExactlyOnePlace() {
        var workload = new Workload(4, 0.3);

        assertThat(LongStream.range(0, BOOKINGS)).allSatisfy(booking -> {
            int places = (workload.refusedProduct(booking) >= 0 ? 1 : 0) + (workload.paymentFails(booking) ? 1 : 0);
            assertThat(places).isEqualTo(workload.completes(booking) ? 0 : 1);
            assertThat(workload.refusedProduct(booking)).isBetween(-1, 3);
        });
    }

    @Test
    void failuresAreAsFrequentAsAskedForAndEvenlyDivided() {
        var workload = new Workload(4, 0.3);

        assertThat(share(LongStream.range(0, BOOKINGS)
                        .filter(workload::paymentFails)
                        .count()))
                .isBetween(0.13, 0.17);
        assertThat(share(LongStream.range(0, BOOKINGS)
                        .filter(booking -> workload.refusedProduct(booking) >= 0)
                        .count()))
                .isBetween(0.13, 0.17);
    }

    @Test
    void allOrNoneMayFail() {
        assertThat(LongStream.range(0, BOOKINGS)).allMatch(new Workload(1, 0)::completes);
        assertThat(LongStream.range(0, BOOKINGS)).noneMatch(new Workload(1, 1)::completes);
    }

    @Test
    void theTotalIsPriceTimesQuantity() {
        var workload = new Workload(2, 0);

        assertThat(workload.totalCents(7)).isEqualTo(workload.cents(7, 0) + 2 * workload.cents(7, 1));
        assertThat(workload.cents(7, 0)).isBetween(100L, 9_999L);
    }

    @Test
    void aProductIsKnownByItsId() {
        var workload = new Workload(1_000, 0);

        assertThat(workload.productAt(workload.productId(999), 0)).isEqualTo(999);
        assertThat(new Workload(3, 0).productAt(workload.productId(3), 0)).isEqualTo(-1);
        assertThat(workload.productAt("sku-00x1".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0))
                .isEqualTo(-1);
        assertThat(workload.productAt(workload.productId(1), 1)).isEqualTo(-1);
    }

    private static double share(long count) {
        return (double) count / BOOKINGS;
    }
}
