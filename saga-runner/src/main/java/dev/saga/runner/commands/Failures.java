package dev.saga.runner.commands;

import dev.saga.orchestrator.StoreUnavailable;
import dev.saga.runner.StartupFailure;
import dev.saga.runner.config.ConfigurationException;
import dev.saga.runner.config.Nearest;
import dev.saga.runner.operations.InvalidRequest;
import dev.saga.runner.operations.OneLine;
import dev.saga.saga.CorruptStream;
import picocli.CommandLine;

/** What a failed command says, in one line on standard error, and the exit status it ends with. */
final class Failures {
    static final int FAILED = 1;
    static final int WRONG = 2;
    static final int NOT_FOUND = 3;

    private Failures() {}

    static int exitStatus(Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed) {
        if (failure instanceof ConfigurationException || failure instanceof InvalidRequest) {
            return say(commandLine, failure.getMessage(), WRONG);
        }
        if (failure instanceof NotFound) {
            return say(commandLine, failure.getMessage(), NOT_FOUND);
        }
        if (failure instanceof StartupFailure
                || failure instanceof NotAllowed
                || failure instanceof StoreUnavailable
                || failure instanceof CorruptStream) {
            return say(commandLine, failure.getMessage(), FAILED);
        }
        failure.printStackTrace(commandLine.getErr());
        return say(commandLine, "this is a defect of the program: " + failure, FAILED);
    }

    static int usage(CommandLine.ParameterException failure, String... args) {
        String name = failure.getCommandLine().getCommandSpec().qualifiedName(" ");
        return say(failure.getCommandLine(), sentence(failure) + "; see " + name + " --help", WRONG);
    }

    /** A full disk, or a reader that has gone: what was answered is not all there. */
    static int unheard(CommandLine commandLine) {
        return say(
                commandLine, "what was asked for is done, but standard output has not taken the whole answer", FAILED);
    }

    private static String sentence(CommandLine.ParameterException failure) {
        if (!(failure instanceof CommandLine.UnmatchedArgumentException unmatched)) {
            return String.valueOf(failure.getMessage()).replaceAll("\\.$", "");
        }
        var commands = failure.getCommandLine().getSubcommands().keySet();
        String word = unmatched.getUnmatched().get(0);
        if (word.startsWith("-")) {
            return word + " is not an option here";
        }
        return commands.isEmpty()
                ? word + " is one argument too many"
                : "%s is not one of %s%s".formatted(word, String.join(", ", commands), Nearest.hint(word, commands));
    }

    private static int say(CommandLine commandLine, String message, int status) {
        commandLine.getErr().println(OneLine.of(message.replaceAll("\\R", " ")));
        commandLine.getErr().flush();
        return status;
    }

    /** What was asked for is refused by the saga. */
    static final class NotAllowed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotAllowed(String message) {
            super(message, null, false, false);
        }
    }

    /** What was asked for does not exist. */
    static final class NotFound extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotFound(String message) {
            super(message, null, false, false);
        }
    }
}
