package dev.saga.examples.arguments;

import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Reads a command line into an object with picocli's annotations; {@code -h} and {@code --help} need none. */
public final class Arguments {
    /** The name of an option of some length, with its value, fits before its description. */
    private static final int OPTIONS_WIDTH = 30;

    private final CommandLine commandLine;

    private Arguments(CommandLine commandLine) {
        this.commandLine = commandLine;
    }

    /**
     * Sets the options of this object.
     *
     * @throws ParameterException if an argument is unknown or given twice, or its value is missing, empty or malformed
     */
    public static Arguments read(List<String> arguments, Object options) {
        // A file's name may begin with @, and is no file of arguments.
        var commandLine =
                new CommandLine(options).setExpandAtFiles(false).setUsageHelpLongOptionsMaxWidth(OPTIONS_WIDTH);
        commandLine
                .getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .order(Integer.MAX_VALUE)
                        .description("Prints this.")
                        .build());
        var parsed = commandLine.parseArgs(arguments.toArray(String[]::new));
        for (OptionSpec option : parsed.matchedOptions()) {
            // As where a shell's variable is not set.
            if (option.originalStringValues().contains("")) {
                throw new ParameterException(commandLine, option.longestName() + " needs a value");
            }
            if (option.getValue() instanceof Map<?, ?> pairs && pairs.containsKey("")) {
                throw new ParameterException(commandLine, option.longestName() + " needs a name before the =");
            }
        }
        return new Arguments(commandLine);
    }

    /** Whether this option was given. */
    public boolean has(String option) {
        return commandLine.getParseResult().hasMatchedOption(option);
    }

    /** @throws ParameterException if the value is not from the least to the most */
    public <T extends Comparable<T>> void requireWithin(String option, T value, T least, T most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw wrong("%s should be from %s to %s, not %s".formatted(option, least, most, value));
        }
    }

    /** What is to be thrown where arguments do not go together. */
    public ParameterException wrong(String problem) {
        return new ParameterException(commandLine, problem);
    }

    /** The help. */
    public String usage() {
        return commandLine.getUsageMessage();
    }
}
