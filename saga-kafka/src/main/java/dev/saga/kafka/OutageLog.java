package dev.saga.kafka;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Says that something fails, at most every half minute however it flickers, and once that it is over. Safe for many
 * threads.
 */
final class OutageLog {
    private static final long REPEAT = Duration.ofSeconds(30).toNanos();

    private final Logger log;
    private final LongSupplier nanoTime;
    private boolean ever;
    private boolean lasting;
    private long said;

    OutageLog(Logger log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
    }

    synchronized void failing(String line) {
        long now = nanoTime.getAsLong();
        if (ever && now - said < REPEAT) {
            log.debug(line);
            return;
        }
        ever = true;
        lasting = true;
        said = now;
        log.warn(line);
    }

    synchronized void over(String line) {
        if (lasting) {
            lasting = false;
            log.info(line);
        }
    }
}
