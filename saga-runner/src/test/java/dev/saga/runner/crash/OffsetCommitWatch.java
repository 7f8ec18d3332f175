package dev.saga.runner.crash;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/**
 * Sees a consumer about to commit offsets. No interceptor is told before that, but the client says so in its log, right
 * before it sends the request.
 */
final class OffsetCommitWatch extends AppenderBase<ILoggingEvent> {
    static final String KIND = "commit offsets";
    private static final String WHO = "org.apache.kafka.clients.consumer.internals.ConsumerCoordinator";

    static void begin() {
        var logger = (Logger) LoggerFactory.getLogger(WHO);
        logger.setLevel(Level.TRACE);
        logger.setAdditive(false);
        var watch = new OffsetCommitWatch();
        watch.start();
        logger.addAppender(watch);
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getMessage().contains("Sending OffsetCommit request")) {
            Boundaries.HERE.before(KIND);
        }
    }
}
