package dev.saga.runner.commands;

import dev.saga.runner.config.Nearest;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point of the jar. Exit statuses: 0 done, 1 failed, 2 wrong usage or configuration, 3 not found. */
@Command(
        name = "saga-runner.jar",
        description = "Orchestrates booking sagas over Kafka and PostgreSQL.",
        versionProvider = VersionCommand.class,
        synopsisHeading = "Usage: java -jar ",
        customSynopsis = {
            "saga-runner.jar COMMAND saga.properties [ARGUMENTS]",
            "       java -jar saga-runner.jar saga.properties    (as: run saga.properties)",
            ""
        },
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "COMMAND --help tells more about one of them.",
            "Exit status: 0 done, 1 failed, 2 wrong usage or configuration, 3 not found."
        },
        subcommands = {
            RunCommand.class,
            MigrateCommand.class,
            InspectCommand.class,
            ListCommand.class,
            CancelCommand.class,
            RetryCommand.class,
            DeadLettersCommand.class,
            VerifyCommand.class,
            PurgeCommand.class,
            ConfigCommand.class,
            VersionCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Main implements Runnable {
    /** Where the log goes: only the log of {@code run} may be on standard output, which is the others' answer. */
    private static final String LOG_TARGET = "saga.log.target";

    private static final Pattern WORD = Pattern.compile("\\w[\\w-]*");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Prints this.")
    private boolean help;

    @CommandLine.Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Prints the version.")
    private boolean version;

    /** For picocli. */
    public Main() {}

    /** Runs a command and ends the process with its exit status. */
    public static void main(String[] args) {
        System.exit(execute(Arguments.restored(args)));
    }

    /** Runs a command and answers its exit status. */
    static int execute(String... args) {
        var commandLine = new CommandLine(new Main());
        commandLine.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        commandLine.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        // An id or a reason may begin with @, and is no file of arguments.
        commandLine.setExpandAtFiles(false);
        commandLine.setExecutionExceptionHandler(Failures::exitStatus);
        commandLine.setParameterExceptionHandler(Failures::usage);
        commandLine.getSubcommands().values().forEach(Main::tellHowItIsCalled);
        Optional<String> unknown = unknownCommand(commandLine, args);
        if (unknown.isPresent()) {
            return Failures.usage(new CommandLine.ParameterException(commandLine, unknown.get()));
        }
        String[] complete = withDefaultCommand(commandLine, args);
        if (complete.length > 0 && !complete[0].equals("run")) {
            System.setProperty(LOG_TARGET, "System.err");
        }
        int status = commandLine.execute(complete);
        return status == 0 && commandLine.getOut().checkError() ? Failures.unheard(commandLine) : status;
    }

    private static void tellHowItIsCalled(CommandLine command) {
        command.getCommandSpec().usageMessage().synopsisHeading("Usage: java -jar ");
        command.getSubcommands().values().forEach(Main::tellHowItIsCalled);
    }

    /** What a first word is told that is neither a command nor, as far as one can see, meant for a file. */
    private static Optional<String> unknownCommand(CommandLine commandLine, String... args) {
        var commands = commandLine.getSubcommands().keySet();
        boolean isWord = args.length > 0 && WORD.matcher(args[0]).matches();
        if (!isWord || commands.contains(args[0]) || Files.exists(Path.of(args[0]))) {
            return Optional.empty();
        }
        return Optional.of("%s is neither a command nor a file%s".formatted(args[0], Nearest.hint(args[0], commands)));
    }

    /** Without a command, {@code run} is meant. */
    private static String[] withDefaultCommand(CommandLine commandLine, String... args) {
        boolean namesCommand = args.length == 0
                || args[0].startsWith("-") && !args[0].equals("--")
                || commandLine.getSubcommands().containsKey(args[0]);
        if (namesCommand) {
            return args;
        }
        var withRun = new ArrayList<>(List.of("run"));
        withRun.addAll(List.of(args));
        return withRun.toArray(String[]::new);
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command or a properties file is missing");
    }
}
