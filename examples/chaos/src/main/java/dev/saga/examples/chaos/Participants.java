package dev.saga.examples.chaos;

import java.time.Duration;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The Booking, Product and Payment services in one. They carry each command out once and answer it, at the pace that
 * the booking's plan has for them.
 */
final class Participants implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Ledger ledger;
    private final Postman postman;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread = new Thread(this::run, "participants");
    private volatile boolean closing;
    private volatile @Nullable RuntimeException failure;

    private Participants(Topics topics, Ledger ledger, Postman postman) {
        this.ledger = ledger;
        this.postman = postman;
        this.consumer = topics.commands();
        thread.setDaemon(true);
    }

    static Participants start(Topics topics, Ledger ledger, Postman postman) {
        var participants = new Participants(topics, ledger, postman);
        participants.thread.start();
        return participants;
    }

    private void run() {
        try (consumer) {
            while (!closing) {
                consumer.poll(POLL).forEach(message -> take(Heard.of(message)));
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void take(Heard command) {
        Account account = ledger.find(command.bookingId());
        if (account == null || !account.enter(command.id())) {
            return;
        }
        switch (command.type()) {
            case Topics.REQUEST_STOCK -> requestStock(account, account.plan().indexOf(command.productId()));
            case Topics.REQUEST_PAYMENT -> requestPayment(account);
            case Topics.CONFIRM, Topics.CANCEL -> ledger.ended(account);
            default -> {
                // Releases and refunds are judged by the audit, and answered by nobody.
            }
        }
    }

    private void requestStock(Account account, int product) {
        if (product == Plan.NONE) {
            return;
        }
        Plan plan = account.plan();
        Item item = plan.items().get(product);
        Noise noise = plan.noise(product);
        if (plan.refused() == product) {
            postman.say(
                    Topics.RESERVATION_FAILED,
                    plan.bookingId(),
                    Messages.reservationFailed(plan, item),
                    "stock/" + product,
                    noise);
        } else {
            account.reserve(product);
            postman.say(Topics.RESERVED, plan.bookingId(), Messages.reserved(plan, item), "stock/" + product, noise);
        }
    }

    private void requestPayment(Account account) {
        Plan plan = account.plan();
        Noise noise = plan.noise(plan.items().size());
        if (plan.declined()) {
            postman.say(Topics.PAYMENT_FAILED, plan.bookingId(), Messages.declined(plan), "payment", noise);
        } else {
            account.capture();
            postman.say(Topics.PAID, plan.bookingId(), Messages.paid(plan), "payment", noise);
        }
    }

    /** @throws ChaosFailure if they have stopped working */
    void check() {
        RuntimeException problem = failure;
        if (problem != null) {
            throw new ChaosFailure("the participants failed: " + problem, problem);
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
