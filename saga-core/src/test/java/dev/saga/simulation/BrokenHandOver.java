package dev.saga.simulation;

import dev.saga.simulation.Rig.Flaw;
import java.util.stream.Stream;

/** Mistakes on the way from a commit to the relay. */
final class BrokenHandOver {
    private BrokenHandOver() {}

    static Stream<Broken> pieces() {
        return Stream.of(
                new Broken(
                        "the rest of the outbox is published without a look at the shards",
                        Rig.with(Flaw.NOTHING_IS_HELD_BACK),
                        ""),
                new Broken(
                        "the mirror is not read again",
                        Rig.with(Flaw.MIRROR_IS_NOT_READ_AGAIN),
                        "1 every command is published"),
                new Broken("everything is handed over", Rig.with(Flaw.ALWAYS_HANDS_OVER), ""),
                new Broken(
                        "the number of a shard is used again",
                        Rig.with(Flaw.NUMBERS_ARE_USED_AGAIN),
                        "1 what a process recorded it publishes itself"));
    }
}
