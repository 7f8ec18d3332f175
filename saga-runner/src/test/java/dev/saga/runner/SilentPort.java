package dev.saga.runner;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import javax.net.SocketFactory;

/**
 * Makes the driver's sockets as of a network in which port 1 of every host is silent, and all else is some milliseconds
 * away: more than the driver has left for the next host when one has taken its time.
 */
public final class SilentPort extends SocketFactory {
    /** Added to a URL, with a patience that a test can have. */
    static final String SETTINGS = "connectTimeout=1&socketFactory=" + SilentPort.class.getName();

    private static final int MILLIS_AWAY = 50;

    /** For the driver. */
    public SilentPort() {}

    @Override
    public Socket createSocket() {
        return new Socket() {
            @Override
            public void connect(SocketAddress to, int patience) throws IOException {
                if (((InetSocketAddress) to).getPort() == 1) {
                    awaitNobody(patience);
                }
                if (patience < MILLIS_AWAY) {
                    throw new SocketTimeoutException("too far away");
                }
                super.connect(to, patience);
            }
        };
    }

    private static void awaitNobody(int patience) throws IOException {
        try (var nobody = new ServerSocket(0)) {
            nobody.setSoTimeout(patience);
            nobody.accept().close();
        }
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException("the driver connects by itself");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
        throw new UnsupportedOperationException("the driver connects by itself");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException("the driver connects by itself");
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
        throw new UnsupportedOperationException("the driver connects by itself");
    }
}
