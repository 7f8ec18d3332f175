package dev.saga.runner.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.runner.system.Await;
import dev.saga.runner.system.Services;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Crashes on one stage, one after the other: the runner that was started after a crash is the victim of the next. While
 * the process is down more bookings are said, and another process dies with commands of its own, so that a restart has its
 * hands full.
 */
final class Crashes {
    private final Stage stage;
    private final List<String> lettersExpected = new ArrayList<>();

    Crashes(Stage stage) {
        this.stage = stage;
    }

    /** Crashes the runner there, starts it again, and holds it to all that it promises; returns what was found. */
    Finding crash(Cell cell, String name) {
        Situation situation = cell.situation();
        String booking = situation.bookingId(name);
        stage.keepSilentAbout(booking);
        situation.prepare(stage, booking);
        stage.awaitQuiet();
        stage.runner().haltAt(cell.point());
        situation.provoke(stage, booking);
        stage.runner().awaitHaltAt(cell.point());

        boolean aboutTheRight = cell.isAboutTheRightToPublish();
        boolean done = aboutTheRight
                ? !stage.database().leaseIsHeld(cell.point().boundary().actor())
                : situation.isDone(stage, booking);
        String command = command(cell);
        boolean waited = !command.isEmpty() && stage.database().waits(command, booking);
        Map<String, End> others = sayMore(name);
        if (!cell.waitsForTheLease()) {
            stage.database().endLease();
        }
        stage.restart();
        situation.again(stage, booking);
        stage.speakAbout(booking);

        Map<String, End> bookings = new LinkedHashMap<>(others);
        if (situation.end() != End.NONE) {
            bookings.put(booking, situation.end());
        }
        if (situation.leavesLetter()) {
            lettersExpected.add(situation.identity(stage, booking));
        }
        bookings.keySet().forEach(this::awaitEnd);
        stage.awaitAllEnded();
        bookings.forEach((id, end) -> new Books(id, stage.saga(id), stage.heardOf(id)).hold(end));
        everythingFitsTogether();
        long copies = stage.heardOf(booking).stream()
                .filter(heard -> heard.type().equals(command))
                .count();
        return new Finding(cell, done, stage.runner().received(Situation.victim(booking)), waited, copies);
    }

    /** Has a group that is new read everything again, and makes sure that it changes nothing. */
    void replayEverything() {
        int heard = stage.services().heard().size();
        stage.runner().close();
        stage.database().endLease();
        stage.restart("afterwards");
        Await.until(
                Stage.PATIENCE,
                () -> "behind by " + stage.behind("afterwards") + stage.runner().output(),
                () -> stage.behind("afterwards") == 0);
        assertThat(stage.database().outbox()).isZero();
        assertThat(stage.database().inFlight()).isZero();
        assertThat(stage.services().heard()).hasSize(heard);
        everythingFitsTogether();
    }

    private Map<String, End> sayMore(String name) {
        var bookings = new LinkedHashMap<String, End>();
        bookings.put("ok-" + name, End.COMPLETED);
        bookings.put("poor-ok-" + name, End.CANCELLED);
        bookings.put("short-" + name, End.CANCELLED);
        bookings.put("left-" + name, End.COMPLETED);
        stage.database().beginElsewhereAndDie("left-" + name, "elsewhere-" + name);
        for (int copy = 0; copy < 2; copy++) {
            stage.say("ok-" + name, "booking.created", Services.booking("ok-" + name, "p-1", "p-2"));
        }
        stage.say("poor-" + name, "booking.created", Services.booking("poor-ok-" + name, "p-1", "p-2"));
        stage.say("short-" + name, "booking.created", Services.booking("short-" + name, "p-1", "missing-2"));
        stage.say("other-" + name, "booking.created", Services.booking("ok-" + name, "p-3"));
        lettersExpected.add(stage.topic("booking.created") + "#other-" + name);
        return bookings;
    }

    private void awaitEnd(String booking) {
        var now = new AtomicReference<Books>();
        Await.until(
                Stage.PATIENCE,
                () -> booking + " is not over: " + stage.saga(booking) + " " + stage.heardOf(booking)
                        + stage.runner().output(),
                () -> {
                    now.set(new Books(booking, stage.saga(booking), stage.heardOf(booking)));
                    return now.get().complete();
                });
    }

    private void everythingFitsTogether() {
        assertThat(stage.database().findings()).isEmpty();
        assertThat(stage.database().letters()).containsExactlyInAnyOrderElementsOf(lettersExpected);
    }

    /** The command that tells what became of the relay's work. */
    private static String command(Cell cell) {
        String kind = cell.point().boundary().kind();
        int type = kind.indexOf("saga.");
        if (type >= 0) {
            return kind.substring(type);
        }
        return cell.situation().command();
    }
}
