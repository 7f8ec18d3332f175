package dev.saga.examples.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A program that is run to its end. */
record Command(List<String> words) {

    private record Result(int status, String output) {}

    static Command of(String... words) {
        return new Command(List.of(words));
    }

    /**
     * Runs it and returns what it printed.
     *
     * @throws IllegalStateException if it cannot be started or ends with a status other than 0
     */
    String run() {
        Result result;
        try {
            result = result();
        } catch (IOException missing) {
            throw new UncheckedIOException("The program " + words.get(0) + " could not be started", missing);
        }
        if (result.status() != 0) {
            throw new IllegalStateException(
                    String.join(" ", words) + " ended with status " + result.status() + ": " + result.output());
        }
        return result.output();
    }

    /** Runs it and says whether it could be started and ended with status 0. */
    boolean succeeds() {
        try {
            return result().status() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private Result result() throws IOException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return new Result(process.waitFor(), output);
        } catch (InterruptedException interruption) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while running " + words.get(0), interruption);
        }
    }
}
