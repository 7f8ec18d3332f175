package dev.saga.runner.commands;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The process's arguments as UTF-8. In a locale without UTF-8, such as that of most containers, the JVM replaces every
 * character of an argument that is not ASCII; Linux still knows the bytes.
 */
final class Arguments {
    private static final Path AS_GIVEN = Path.of("/proc/self/cmdline");
    private static final char REPLACED = '\uFFFD';

    private Arguments() {}

    static String[] restored(String... args) {
        boolean damaged = Arrays.stream(args).anyMatch(arg -> arg.indexOf(REPLACED) >= 0);
        if (!damaged || !Files.isReadable(AS_GIVEN)) {
            return args;
        }
        try {
            String[] all = new String(Files.readAllBytes(AS_GIVEN), StandardCharsets.UTF_8).split("\0", -1);
            int end = all.length - 1;
            return end >= args.length ? Arrays.copyOfRange(all, end - args.length, end) : args;
        } catch (IOException e) {
            return args;
        }
    }
}
