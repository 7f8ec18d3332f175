package dev.saga.examples.chaos.skew;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.examples.servers.JavaProcess;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SkewAgentTest {
    @TempDir
    private Path directory;

    @Test
    void everyWayToAskForTheTimeIsAnsweredWithTheOffset() {
        Duration offset = Duration.ofHours(-3);

        JavaProcess program = JavaProcess.start(
                List.of(
                        "-javaagent:" + SkewAgent.jar(directory) + "=" + offset.toMillis(),
                        "-cp",
                        JavaProcess.classPath(),
                        WhatTime.class.getName(),
                        Long.toString(System.currentTimeMillis())),
                directory.resolve("log"));

        assertThat(program.endsWithin(Duration.ofMinutes(1))).isTrue();
        assertThat(program.said().lines())
                .hasSize(3)
                .allSatisfy(line ->
                        assertThat(Duration.ofMillis(Long.parseLong(line))).isBetween(offset, offset.plusMinutes(1)));
    }

    /** Says by how much each clock differs from its argument. */
    static final class WhatTime {
        private WhatTime() {}

        public static void main(String[] arguments) {
            long asked = Long.parseLong(arguments[0]);
            System.out.println(System.currentTimeMillis() - asked);
            System.out.println(Instant.now().toEpochMilli() - asked);
            System.out.println(Clock.systemUTC().millis() - asked);
        }
    }
}
