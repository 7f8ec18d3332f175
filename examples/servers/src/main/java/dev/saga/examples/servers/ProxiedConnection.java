package dev.saga.examples.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** A client's connection through a {@link TcpProxy}, with the one that was made for it behind. */
final class ProxiedConnection {
    private static final int PIECE = 64 * 1024;

    private final Socket client;
    private final Gate gate;
    private @Nullable Socket server;
    private boolean over;

    ProxiedConnection(Socket client, Gate gate) {
        this.client = client;
        this.gate = gate;
    }

    /** Passes on in both directions; returns when one of them has ended, and then both sides are reset. */
    void connect(int port) {
        try {
            var behind = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
            if (isConnected(behind)) {
                client.setTcpNoDelay(true);
                behind.setTcpNoDelay(true);
                TcpProxy.daemon("proxied-back-" + port, () -> pump(behind, client));
                pump(client, behind);
            }
        } catch (IOException nobodyThere) {
            reset();
        }
        reset();
    }

    private synchronized boolean isConnected(Socket behind) throws IOException {
        server = behind;
        if (over) {
            behind.close();
        }
        return !over;
    }

    private void pump(Socket from, Socket to) {
        try {
            byte[] piece = new byte[PIECE];
            int length = from.getInputStream().read(piece);
            while (length >= 0) {
                gate.pass();
                to.getOutputStream().write(piece, 0, length);
                length = from.getInputStream().read(piece);
            }
            gate.pass();
        } catch (IOException cut) {
            gate.pass();
        }
        reset();
    }

    /** Ends both sides without a farewell. */
    synchronized void reset() {
        over = true;
        abort(client);
        if (server != null) {
            abort(server);
        }
    }

    private static void abort(Socket socket) {
        try {
            if (!socket.isClosed()) {
                socket.setSoLinger(true, 0);
                socket.close();
            }
        } catch (IOException alreadyGone) {
            // Nothing is left to be ended.
            return;
        }
    }
}
