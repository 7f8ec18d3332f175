package dev.saga.runner.commands;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.saga.runner.Topology;
import dev.saga.runner.config.RunnerConfig;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
        name = "config",
        description = "Checks the properties file, and prints every setting, its value and where that came from."
                + " Secrets are masked.")
final class ConfigCommand extends ConfiguredCommand {
    @CommandLine.Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    int execute(RunnerConfig config) {
        config.warnings().forEach(err()::println);
        Topology.check(config.kafka());
        if (json) {
            out().println(json(Map.of("settings", config.effective().asMap())));
        } else {
            config.effective().lines().forEach(out()::println);
        }
        return 0;
    }

    private static String json(Object value) {
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of text can always be written", e);
        }
    }
}
