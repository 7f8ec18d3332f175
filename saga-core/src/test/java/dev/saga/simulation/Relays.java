package dev.saga.simulation;

import dev.saga.message.Outbound;
import dev.saga.outbox.HandOver;
import dev.saga.outbox.MessagePublisher;
import dev.saga.outbox.MirrorOnClock;
import dev.saga.outbox.Outbox;
import dev.saga.outbox.OutboxRelay;
import dev.saga.saga.Command;
import dev.saga.simulation.Rig.Flaw;
import java.util.List;

/** The two relays of a process: one for what it hands over to itself, one for all that nobody else publishes. */
final class Relays {
    private final Outbox<Command> mirror;
    private final HandOver<Command> handOver;
    private final Outbox<Command> rest;
    private final OutboxRelay<Command> own;
    private final OutboxRelay<Command> others;

    /** The relays of the process that has the shard with this number. */
    Relays(Database database, Connection connection, long number, Scenario scenario, MessagePublisher<Command> broker) {
        Shards shards = database.shards();
        Flaw flaw = database.rig().flaw();
        var outbox = database.rig().outbox();
        var shard = connection.to(outbox.apply(new ShardOutbox(shards, number)));
        if (flaw == Flaw.MIRROR_IS_NOT_READ_AGAIN) {
            var unread = new UnreadMirror(shard);
            this.mirror = unread;
            this.handOver = unread;
        } else {
            var real = MirrorOnClock.of(shard, scenario.mirrored(), shards::now);
            this.mirror = real;
            this.handOver = real;
        }
        this.rest = connection.to(outbox.apply(new RestOutbox(shards, flaw != Flaw.NOTHING_IS_HELD_BACK)));
        this.own = new OutboxRelay<>(mirror, broker, scenario.relayed());
        this.others = new OutboxRelay<>(rest, broker, scenario.relayed());
    }

    /** Where what was recorded into the shard is handed over to. */
    HandOver<Command> handOver() {
        return handOver;
    }

    /** Publishes of its own shard; returns whether it should go on at once. */
    boolean publishOwn() {
        return published(own, mirror);
    }

    /** Publishes of the rest; returns whether it should go on at once. */
    boolean publishRest() {
        return published(others, rest);
    }

    /** Who cannot publish anything lets others try. */
    private static boolean published(OutboxRelay<Command> relay, Outbox<Command> outbox) {
        var moved = relay.runOnce();
        if (moved.failed() > 0 && moved.published() == 0) {
            outbox.release();
        }
        return moved.more() || moved.published() > 0;
    }

    /** What it knows of its own shard and has not published. */
    List<Outbound<Command>> waiting() {
        return mirror.pending(1);
    }
}
