package dev.saga.simulation;

import dev.saga.message.Outbound;
import dev.saga.outbox.MessagePublisher;
import dev.saga.saga.Command;
import dev.saga.simulation.Step.Trouble;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What is on its way to the participants: refused now and then, acknowledged or not, late, out of order, twice. */
final class Broker implements MessagePublisher<Command> {
    private final long seed;
    private final Map<String, Books> books;
    private final Tally tally;
    private final Story story;
    private final List<Books.Copy> waiting = new ArrayList<>();
    private String from = "";
    private int step;
    private Trouble trouble = Trouble.NONE;
    private Runnable meanwhile = () -> {};
    private int arrivals;

    Broker(long seed, Map<String, Books> books, Tally tally, Story story) {
        this.seed = seed;
        this.books = books;
        this.tally = tally;
        this.story = story;
    }

    /**
     * What goes wrong when it is published to in this step.
     *
     * @param who publishes
     * @param others what the others do meanwhile, if that is the trouble
     */
    void expect(String who, int number, Trouble what, Runnable others) {
        from = who;
        step = number;
        trouble = what;
        meanwhile = others;
    }

    @Override
    public List<Outbound<Command>> publish(List<Outbound<Command>> commands) {
        waitIf(Trouble.PAUSED_BEFORE_PUBLISHING);
        var acknowledged = send(commands);
        if (trouble == Trouble.CRASH_WHILE_PUBLISHING) {
            throw new Crash();
        }
        waitIf(Trouble.PAUSED_AFTER_PUBLISHING);
        waitIf(Trouble.MEANWHILE);
        return acknowledged;
    }

    /** If this is the trouble, the others go on, once; what they publish meets no trouble. */
    private void waitIf(Trouble what) {
        if (trouble == what) {
            tally.met(what);
            String who = from;
            int number = step;
            meanwhile.run();
            expect(who, number, Trouble.NONE, () -> {});
        }
    }

    /** Topics know no common order: what is published to one of them may arrive before what was sent to another. */
    private List<Outbound<Command>> send(List<Outbound<Command>> commands) {
        var inOrder = new ArrayList<Outbound<Command>>(commands.size());
        commands.stream().filter(command -> !trails(command)).forEach(inOrder::add);
        commands.stream().filter(this::trails).forEach(inOrder::add);
        boolean refuses = trouble == Trouble.BROKER_REFUSES
                || trouble == Trouble.CRASH_WHILE_PUBLISHING
                || trouble == Trouble.MEANWHILE;
        if (!refuses && trouble != Trouble.ACKNOWLEDGEMENTS_LOST) {
            inOrder.forEach(this::arrive);
            tell(inOrder);
            return commands;
        }
        if (trouble != Trouble.MEANWHILE) {
            tally.met(trouble);
        }
        var arrived = new ArrayList<Outbound<Command>>();
        Set<UUID> acknowledged = new HashSet<>();
        Set<String> broken = new HashSet<>();
        for (Outbound<Command> command : inOrder) {
            String line = command.type() + command.sagaId();
            boolean unlucky = Luck.says(luck(command, step), 0, 80);
            if (refuses && unlucky) {
                broken.add(line);
            }
            if (!broken.contains(line)) {
                arrive(command);
                arrived.add(command);
                if (!unlucky) {
                    acknowledged.add(command.id());
                }
            }
        }
        tell(arrived);
        return commands.stream()
                .filter(command -> acknowledged.contains(command.id()))
                .toList();
    }

    private void tell(List<Outbound<Command>> arrived) {
        if (story.heard() && !(arrived.isEmpty() && trouble == Trouble.NONE)) {
            String what = String.join(", ", arrived.stream().map(Story::words).toList());
            story.tellOn(from + " publishes ", (what.isEmpty() ? "nothing" : what) + trouble.because());
        }
    }

    private boolean trails(Outbound<Command> command) {
        return Luck.says(Luck.of(seed, step, command.type().hashCode()), 0, 128);
    }

    private long luck(Outbound<Command> command, int number) {
        return Luck.of(seed, number, command.id().getLeastSignificantBits());
    }

    private void arrive(Outbound<Command> command) {
        Books about = books.get(command.sagaId());
        if (about == null) {
            throw new Violation("1 a command is about a booking", command.sagaId(), "there came " + command);
        }
        waiting.add(about.publish(command));
        arrivals++;
    }

    /** What the participants read in this step; some of it stays, to be read again. */
    List<Books.Copy> reading(Step now) {
        var reading = new ArrayList<Books.Copy>();
        var rest = new ArrayList<Books.Copy>();
        for (Books.Copy copy : waiting) {
            long luck = luck(copy.command(), now.number());
            boolean read = Luck.says(luck, 0, now.share());
            if (read) {
                reading.add(copy);
            }
            if (!read || Luck.says(luck, 8, 10)) {
                rest.add(copy);
            }
        }
        waiting.clear();
        waiting.addAll(rest);
        return reading;
    }

    /** Everything that was not read yet. */
    List<Books.Copy> everything() {
        var all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    int arrivals() {
        return arrivals;
    }
}
