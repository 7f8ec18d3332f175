package dev.saga.runner.commands;

import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingState;
import dev.saga.examples.servers.Servers;
import dev.saga.message.Inbound;
import dev.saga.message.Outcome;
import dev.saga.observe.SagaObserver;
import dev.saga.orchestrator.MessageReader;
import dev.saga.orchestrator.SagaOrchestrator;
import dev.saga.postgres.PostgresOutbox;
import dev.saga.postgres.PostgresStore;
import dev.saga.postgres.Schema;
import dev.saga.runner.Bookings;
import dev.saga.runner.config.DeadlineConfig;
import dev.saga.runner.config.OrNone;
import dev.saga.saga.Saga;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/** A database of its own with the tables, the loop that fills them, and somebody who types commands. */
final class Prompt {
    private static final DeadlineConfig NO_DEADLINES = new DeadlineConfig(OrNone.none(), OrNone.none(), OrNone.none());

    private final Path file;
    private final PGSimpleDataSource source = new PGSimpleDataSource();
    private final SagaOrchestrator<BookingState, BookingInput, BookingEvent> orchestrator;
    private final MessageReader<BookingInput> reader;

    /** What a command printed, and the status that it ended with. */
    record Result(int status, String out, String err) {}

    Prompt(Path directory) {
        String url = Servers.postgres().freshDatabase();
        this.file = properties(directory, url);
        source.setUrl(url);
        Saga<BookingState, BookingInput, BookingEvent> saga = Bookings.saga(NO_DEADLINES);
        var store = PostgresStore.on(source, Schema.DEFAULT, saga, Bookings.CODEC);
        this.orchestrator = new SagaOrchestrator<>(saga, store, SagaObserver.NONE, 0);
        this.reader = new MessageReader<>(saga, Bookings.CODEC);
    }

    /** With the tables. */
    static Prompt migrated(Path directory) {
        var prompt = new Prompt(directory);
        prompt.type("migrate");
        return prompt;
    }

    Outcome receive(Inbound message) {
        return orchestrator.handle(List.of(reader.read(message))).get(0);
    }

    /** The contract names of the commands that wait to be published. */
    List<String> waiting() {
        return new PostgresOutbox(source, Schema.DEFAULT, "booking")
                .pending(1_000).stream().map(command -> command.type()).toList();
    }

    /** Changes what is stored, as nobody should. */
    void sql(String sql) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Runs a command, such as {@code dead-letters show}, with the properties file and these arguments. */
    Result type(String command, String... arguments) {
        var line = new ArrayList<>(List.of(command.split(" ")));
        line.add(file.toString());
        line.addAll(List.of(arguments));
        return typed(line.toArray(String[]::new));
    }

    /** Runs exactly this line. */
    static Result typed(String... line) {
        var printed = new ByteArrayOutputStream();
        Result result = typed(printed, line);
        return new Result(result.status(), printed.toString(StandardCharsets.UTF_8), result.err());
    }

    /** The same, where what is printed goes. */
    static Result typed(OutputStream printed, String... line) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        var complained = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
            int status = Main.execute(line);
            return new Result(status, "", complained.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    private static Path properties(Path directory, String url) {
        try {
            Path file = Files.createTempFile(directory, "saga", ".properties");
            return Files.writeString(file, """
                    kafka.bootstrap.servers=127.0.0.1:1
                    postgres.url=%s
                    postgres.migrate=true
                    """.formatted(url));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
