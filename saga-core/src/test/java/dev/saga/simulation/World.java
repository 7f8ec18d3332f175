package dev.saga.simulation;

import dev.saga.booking.BookingDeadlines;
import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingSaga;
import dev.saga.booking.BookingState;
import dev.saga.json.JacksonCodec;
import dev.saga.memory.InMemoryStore;
import dev.saga.observe.SagaObserver;
import dev.saga.orchestrator.DeadLetterRetry;
import dev.saga.orchestrator.MessageReader;
import dev.saga.orchestrator.SagaInquiry;
import dev.saga.saga.Saga;
import dev.saga.simulation.Step.Trouble;
import dev.saga.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bookings, their participants, and one or two orchestrator instances on one store, from the beginning to the end. */
final class World {
    private static final Runnable NOTHING = () -> {};
    private static final JacksonCodec CODEC = new JacksonCodec();
    private static final int MOST_ROUNDS = 200;
    private static final int A_FEW_TIMES = 3;
    private static final Duration ANY_DEADLINE = Duration.ofHours(1);
    private static final Duration ANY_LEASE = Duration.ofSeconds(7);
    private static final Duration ANY_LOOK = Duration.ofSeconds(1);
    private static final Duration MOMENT = Duration.ofMillis(40);

    private final Scenario scenario;
    private final Saga<BookingState, BookingInput, BookingEvent> saga;
    private final ManualClock clock = new ManualClock(Instant.parse("2024-01-01T00:00:00Z"));
    private final Database database;
    private final InMemoryStore<BookingEvent> store;
    private final Map<String, Books> books = new LinkedHashMap<>();
    private final Tally tally = new Tally();
    private final Story story;
    private final Post post;
    private final Broker broker;
    private final Participants participants;
    private final Instance[] instances;

    private World(Scenario scenario, Rig rig, Story story) {
        this.scenario = scenario;
        this.story = story;
        this.saga = rig.saga().apply(BookingSaga.create(deadlines(scenario.patience())));
        this.database = Database.empty(rig, saga, clock);
        this.store = database.store();
        this.post = new Post(scenario.seed(), saga, scenario.throughBytes() ? CODEC : null);
        this.broker = new Broker(scenario.seed(), books, tally, story);
        this.participants = new Participants(post, story);
        this.instances = new Instance[scenario.instances()];
        for (int i = 0; i < instances.length; i++) {
            instances[i] = new Instance(i + 1, database, broker, scenario, tally, story);
        }
        for (Plan plan : scenario.plans()) {
            Books about = new Books(plan);
            books.put(about.bookingId(), about);
        }
    }

    private static BookingDeadlines deadlines(int patience) {
        var durations = new EnumMap<BookingSaga.Phase, Duration>(BookingSaga.Phase.class);
        for (BookingSaga.Phase phase : BookingSaga.Phase.values()) {
            durations.put(phase, Duration.ofMinutes(patience));
        }
        return patience == 0 ? BookingDeadlines.NONE : new BookingDeadlines(durations);
    }

    /**
     * Lets it all happen.
     *
     * @return how much of everything there was
     * @throws Violation if a rule was not kept
     */
    static Tally run(Scenario scenario, Rig rig, Story story) {
        World world = new World(scenario, rig, story);
        try {
            return world.live();
        } catch (RuntimeException e) {
            throw new Violation(e);
        }
    }

    private Tally live() {
        int last = scenario.steps().isEmpty()
                ? 0
                : scenario.steps().get(scenario.steps().size() - 1).number();
        books.values().forEach(about -> participants.book(about, 1 + last / 2));
        scenario.steps().forEach(this::take);
        settle(last + 1);
        if (scenario.throughBytes()) {
            retryDeadLetters();
            settle(last + 2);
        }
        var audit = new Audit(store, saga, scenario, tally, scenario.throughBytes() ? CODEC : null);
        audit.world();
        books.values().forEach(audit::booking);
        tally.worlds = 1;
        tally.sagas = books.size();
        tally.lost = post.lost();
        tally.commands = broker.arrivals();
        tally.copies = participants.copies();
        return tally;
    }

    /** An operator has everything handled again that was refused; what contradicted then may fit now. */
    private void retryDeadLetters() {
        var inquiry = new SagaInquiry<>(saga, store, SagaObserver.NONE);
        var retry = new DeadLetterRetry<>(inquiry, new MessageReader<>(saga, CODEC), store.letters());
        for (var letter : store.letters().list(0, Integer.MAX_VALUE)) {
            var answer = retry.retry(letter.id()).orElseThrow();
            database.shards().record();
            tally.retried++;
            if (story.heard()) {
                story.tell("an operator retries %s of %s: %s".formatted(letter.type(), letter.sagaId(), answer));
            }
        }
    }

    private void take(Step step) {
        database.late().until(step.number());
        Instance instance = instances[Math.min(step.instance(), instances.length - 1)];
        Instance rival = rival(step);
        Runnable meanwhile = () -> meanwhile(step, instance, rival);
        switch (step.what()) {
            case RECEIVE -> {
                var letters = post.arriving(step);
                if (!letters.isEmpty() && instance.handle(letters, step.trouble(), rival, meanwhile)) {
                    post.acknowledge(letters, step);
                }
            }
            case PUBLISH -> instance.publish(step.number(), step.share(), step.trouble(), meanwhile);
            case PARTICIPATE -> participants.read(broker.reading(step), step.number());
            case TIME -> pass(Duration.ofMinutes(step.share()));
            case MOMENT -> pass(MOMENT.multipliedBy(step.share()));
            case LOOK -> instance.look();
            case FIRE -> instance.fire(step.trouble(), rival, meanwhile);
            case CRASH -> {
                instance.crash();
                if (story.heard()) {
                    story.tell("orchestrator %d crashes, and starts anew".formatted(step.instance() + 1));
                }
            }
        }
    }

    /** What happens in the middle of a step: to a process that is paused, or to one of which another part goes on. */
    private void meanwhile(Step step, Instance instance, @Nullable Instance rival) {
        database.late().all();
        boolean paused = step.trouble() != Trouble.MEANWHILE;
        Instance other = rival == null && !paused ? instance : rival;
        if (paused) {
            pass(ANY_LEASE);
        }
        if (rival != null) {
            rival.publish(step.number(), Step.ALL, Trouble.NONE, NOTHING);
        }
        participants.read(broker.reading(step), step.number());
        if (other != null) {
            var letters = post.arriving(step);
            if (!letters.isEmpty() && other.handle(letters, Trouble.NONE, null, NOTHING)) {
                post.acknowledge(letters, step);
            }
        }
        if (rival != null) {
            rival.publish(step.number(), Step.ALL, Trouble.NONE, NOTHING);
        }
    }

    private @Nullable Instance rival(Step step) {
        return instances.length == 1 ? null : instances[1 - step.instance()];
    }

    /** From now on nothing goes wrong, until there is nothing left to happen. */
    private void settle(int now) {
        int inVain = 0;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            var letters = post.everything();
            if (!letters.isEmpty()) {
                instances[0].handle(letters, Trouble.NONE, null, NOTHING);
            }
            int before = database.shards().waiting();
            clock.advance(ANY_LOOK);
            publish(now);
            inVain = database.shards().waiting() < before ? 0 : inVain + 1;
            var copies = broker.everything();
            participants.read(copies, now);
            if (!letters.isEmpty() || !copies.isEmpty()) {
                inVain = 0;
            } else if (database.shards().waiting() > 0 || !database.late().isEmpty()) {
                if (inVain > A_FEW_TIMES + database.shards().parts()) {
                    throw new Violation("1 every command is published", "", "there waits " + database.shards());
                }
                pass(ANY_LEASE);
                database.late().all();
            } else if (!later()) {
                return;
            }
        }
        throw new Violation(
                "2 every saga comes to an end", "", "after %d rounds something still happens".formatted(MOST_ROUNDS));
    }

    private void publish(int now) {
        for (Instance instance : instances) {
            int inVain = 0;
            while (inVain <= database.shards().parts()) {
                inVain = instance.publish(now, Step.ALL, Trouble.NONE, NOTHING) ? 0 : inVain + 1;
            }
            var waiting = instance.waiting();
            if (!waiting.isEmpty()) {
                throw new Violation(
                        "1 what a process recorded it publishes itself",
                        waiting.get(0).sagaId(),
                        "there waits " + Story.words(waiting.get(0)));
            }
        }
    }

    /** Whether anything was waiting for its deadline. */
    private boolean later() {
        if (store.inFlightByState().isEmpty()) {
            return false;
        }
        pass(ANY_DEADLINE);
        instances[0].look();
        return instances[0].fire(Trouble.NONE, null, NOTHING);
    }

    private void pass(Duration time) {
        clock.advance(time);
        if (story.heard()) {
            story.tell("%s pass"
                    .formatted(
                            time.toMinutes() > 0 ? time.toMinutes() + " minutes" : time.toMillis() + " milliseconds"));
        }
    }
}
