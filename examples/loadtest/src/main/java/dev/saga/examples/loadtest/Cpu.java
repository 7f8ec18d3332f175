package dev.saga.examples.loadtest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** CPU time of processes, as Linux counts it in {@code /proc}; elsewhere there is none. */
final class Cpu {
    private static final Path PROC = Path.of("/proc");
    private static final double MILLIS_PER_TICK = 10;
    private static final int PARENT = 1;
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int USER_OF_DEAD_CHILDREN = 13;
    private static final int SYSTEM_OF_DEAD_CHILDREN = 14;
    private static final int IDLE = 4;
    private static final int WAITING = 5;
    private static final int LAST = 8;

    private Cpu() {}

    static boolean isCounted() {
        return Files.isReadable(PROC.resolve("stat"));
    }

    /** Milliseconds that the process has used. */
    static double millisOf(long pid) {
        return stat(pid).map(fields -> fields[USER] + fields[SYSTEM]).orElse(0L) * MILLIS_PER_TICK;
    }

    /** Milliseconds that the process and its children have used, also the children that have ended. */
    static double millisOfFamily(long pid) {
        long ticks = stat(pid)
                .map(fields ->
                        fields[USER] + fields[SYSTEM] + fields[USER_OF_DEAD_CHILDREN] + fields[SYSTEM_OF_DEAD_CHILDREN])
                .orElse(0L);
        for (long[] fields : all()) {
            ticks += fields[PARENT] == pid ? fields[USER] + fields[SYSTEM] : 0;
        }
        return ticks * MILLIS_PER_TICK;
    }

    /** Who started the process; 0 if it is not there, or its program has another name. */
    static long parentOf(long pid, String program) {
        try {
            String name = Files.readString(PROC.resolve(pid + "/comm")).strip();
            return name.startsWith(program)
                    ? stat(pid).map(fields -> fields[PARENT]).orElse(0L)
                    : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** Milliseconds that the processors of this machine have not been idle, all together. */
    static double millisOfMachine() {
        try {
            String[] fields = Files.readAllLines(PROC.resolve("stat")).get(0).split(" +");
            long ticks = 0;
            for (int i = 1; i <= LAST; i++) {
                ticks += i == IDLE || i == WAITING ? 0 : Long.parseLong(fields[i]);
            }
            return ticks * MILLIS_PER_TICK;
        } catch (IOException e) {
            return 0;
        }
    }

    private static List<long[]> all() {
        List<long[]> all = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                stat(Long.parseLong(process.getFileName().toString())).ifPresent(all::add);
            }
        } catch (IOException e) {
            throw new LoadTestFailure("the processes cannot be listed: " + e.getMessage(), e);
        }
        return all;
    }

    /** The numbers behind the program's name, which may hold anything; the first of them, a letter, reads as 0. */
    private static Optional<long[]> stat(long pid) {
        try {
            String line = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
            String[] fields = line.substring(line.lastIndexOf(')') + 2).strip().split(" ");
            return Optional.of(Arrays.stream(fields)
                    .limit(SYSTEM_OF_DEAD_CHILDREN + 1)
                    .mapToLong(field -> Character.isLetter(field.charAt(0)) ? 0 : Long.parseLong(field))
                    .toArray());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            // A process that ends while it is read is one that is not there.
            return Optional.empty();
        }
    }
}
