package dev.saga.runner.crash;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;

/**
 * A connection to PostgreSQL that stops at the boundaries of its statements: before the message that executes one is
 * sent, and after the server's word that it is done has come in and nobody has read it. What is sent together is cut in the
 * middle: the server then runs what it has got, and waits for the rest until the connection ends.
 */
final class WatchedSocket extends Socket {
    private static final int HEADER = 5;

    private final Conversation conversation = new Conversation();

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new Asked(super.getOutputStream());
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new Answered(super.getInputStream());
    }

    private final class Asked extends FilterOutputStream {
        private final ByteArrayOutputStream incomplete = new ByteArrayOutputStream();
        private boolean started;

        Asked(OutputStream server) {
            super(server);
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            incomplete.write(bytes, from, length);
            byte[] all = incomplete.toByteArray();
            int sent = 0;
            int at = 0;
            while (true) {
                int header = started ? HEADER : HEADER - 1;
                if (all.length - at < header) {
                    break;
                }
                int end = at
                        + header
                        - 4
                        + ByteBuffer.wrap(all, at + header - 4, 4).getInt();
                if (all.length < end) {
                    break;
                }
                if (started) {
                    var body = ByteBuffer.wrap(all, at + header, end - at - header);
                    var executed = conversation.asks((char) all[at], body);
                    if (executed.isPresent()) {
                        out.write(all, sent, at - sent);
                        sent = at;
                        Boundaries.HERE.before(executed.get());
                    }
                }
                started = true;
                at = end;
            }
            out.write(all, sent, at - sent);
            incomplete.reset();
            incomplete.write(all, at, all.length - at);
        }
    }

    private final class Answered extends FilterInputStream {
        private final ByteBuffer header = ByteBuffer.allocate(HEADER);
        private int bodyLeft;

        Answered(InputStream server) {
            super(server);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read = in.read(bytes, from, length);
            for (int i = from; i < from + read; i++) {
                if (bodyLeft > 0) {
                    int skipped = Math.min(bodyLeft, from + read - i);
                    bodyLeft -= skipped;
                    i += skipped - 1;
                } else {
                    header.put(bytes[i]);
                    if (!header.hasRemaining()) {
                        bodyLeft = header.getInt(1) - 4;
                        char type = (char) header.get(0);
                        header.clear();
                        conversation.answers(type).ifPresent(Boundaries.HERE::after);
                    }
                }
            }
            return read;
        }
    }
}
