package dev.saga.runner.commands;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.saga.inspect.Finding;
import dev.saga.postgres.PostgresVerifier.Verified;
import dev.saga.runner.operations.OneLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/** Where findings go as they are made, so that any number of them needs no memory. */
abstract sealed class VerifyReport implements AutoCloseable {
    private long findings;

    final void found(Finding finding) {
        findings++;
        write(finding);
    }

    /** Ends the report, and answers how many findings it has. */
    final long conclude(Verified verified) {
        end(verified, findings);
        return findings;
    }

    abstract void write(Finding finding);

    abstract void end(Verified verified, long findings);

    /** Ends what is open, also where no conclusion was reached. */
    @Override
    public abstract void close();

    /** A line for each. */
    static final class Lines extends VerifyReport {
        private final PrintWriter out;

        Lines(PrintWriter out) {
            this.out = out;
        }

        @Override
        void write(Finding finding) {
            String at = finding.version() == Finding.NO_VERSION ? "" : " at version " + finding.version();
            String line = "%s%s: %s (%s). To do: %s."
                    .formatted(
                            finding.sagaId(),
                            at,
                            finding.detail(),
                            finding.problem().label(),
                            finding.problem().remedy());
            out.println(OneLine.of(line));
        }

        @Override
        void end(Verified verified, long findings) {
            out.println("verified %d sagas with %d events: %s"
                    .formatted(
                            verified.sagas(),
                            verified.events(),
                            findings == 0 ? "nothing found" : findings + " found"));
        }

        @Override
        public void close() {
            out.flush();
        }
    }

    /** One object. The counts come last, for they are known last; without them, the run did not end. */
    static final class Json extends VerifyReport {
        private final PrintWriter out;
        private final JsonGenerator json;

        Json(PrintWriter out) {
            this.out = out;
            try {
                json = new JsonFactory().createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
                json.writeStartObject();
                json.writeArrayFieldStart("findings");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        void write(Finding finding) {
            try {
                json.writeStartObject();
                json.writeStringField("sagaId", finding.sagaId());
                if (finding.version() != Finding.NO_VERSION) {
                    json.writeNumberField("version", finding.version());
                }
                json.writeStringField("problem", finding.problem().label());
                json.writeStringField("detail", finding.detail());
                json.writeStringField("remedy", finding.problem().remedy());
                json.writeEndObject();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        void end(Verified verified, long findings) {
            try {
                json.writeEndArray();
                json.writeNumberField("sagas", verified.sagas());
                json.writeNumberField("events", verified.events());
                json.writeEndObject();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                json.close();
                out.println();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
