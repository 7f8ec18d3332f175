package dev.saga.simulation;

import dev.saga.message.Outbound;
import dev.saga.outbox.HandOver;
import dev.saga.outbox.Outbox;
import dev.saga.saga.Command;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** A mirror that reads its outbox once, and believes what it is told from then on. */
final class UnreadMirror implements Outbox<Command>, HandOver<Command> {
    private final Outbox<Command> outbox;
    private final TreeMap<Long, Outbound<Command>> waiting = new TreeMap<>();
    private boolean read;

    UnreadMirror(Outbox<Command> outbox) {
        this.outbox = outbox;
    }

    @Override
    public void recorded(List<Outbound<Command>> commands) {
        commands.forEach(command -> waiting.put(command.position(), command));
    }

    @Override
    public boolean acquire() {
        return outbox.acquire();
    }

    @Override
    public void release() {
        outbox.release();
    }

    @Override
    public List<Outbound<Command>> pendingAfter(long position, int most) {
        if (!read) {
            recorded(outbox.pendingAfter(0, Integer.MAX_VALUE));
            read = true;
        }
        return waiting.tailMap(position, false).values().stream().limit(most).toList();
    }

    @Override
    public void remove(Collection<Outbound<Command>> published) {
        outbox.remove(published);
        published.forEach(command -> waiting.remove(command.position()));
    }
}
