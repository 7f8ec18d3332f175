package dev.saga.runner.crash;

import dev.saga.runner.commands.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** The runner's own {@code main}, beside a thread that is told on standard input where to halt. */
final class DoomedMain {
    private DoomedMain() {}

    public static void main(String[] args) {
        OffsetCommitWatch.begin();
        var orders = new Thread(DoomedMain::takeOrders, "main-orders");
        orders.setDaemon(true);
        orders.start();
        Main.main(args);
    }

    /** One order a line: a point. When the parent is gone, so is this process. */
    private static void takeOrders() {
        try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                Boundaries.HERE.haltAt(Point.of(line));
            }
        } catch (IOException e) {
            Boundaries.HERE.say("unreadable order: " + e.getMessage());
        }
        Runtime.getRuntime().halt(1);
    }
}
