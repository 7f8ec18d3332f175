package dev.saga.examples.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A network on 127.0.0.1 that can be broken: it passes bytes on to a server, until it is told to cut, swallow or delay
 * them. Safe for use by many threads.
 *
 * <p>What was swallowed by a {@link #silence()} is passed on after it, as TCP does behind a partition that ends.
 */
public final class TcpProxy implements AutoCloseable {
    private final ServerSocket entrance;
    private final int target;
    private final Set<ProxiedConnection> open = ConcurrentHashMap.newKeySet();
    private final Gate gate = new Gate();

    private TcpProxy(ServerSocket entrance, int target) {
        this.entrance = entrance;
        this.target = target;
    }

    /** A proxy on a free port before the server at that port, which need not listen yet. */
    public static TcpProxy to(int target) {
        try {
            var entrance = new ServerSocket();
            entrance.setReuseAddress(true);
            entrance.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), FreePort.next()));
            var proxy = new TcpProxy(entrance, target);
            daemon("proxy-" + target, proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("No port could be opened before port " + target, e);
        }
    }

    /** The port to connect to instead of the server's. */
    public int port() {
        return entrance.getLocalPort();
    }

    /** How many connections there are. */
    public int connections() {
        return open.size();
    }

    /** Resets every connection that there is (RST); new ones are let through. */
    public void cut() {
        open.forEach(ProxiedConnection::reset);
    }

    /** From now on nothing is passed on in either direction: connections stay open and new ones are taken, unanswered. */
    public void silence() {
        gate.shut();
    }

    /** From now on each piece of what is said is passed on that much later. */
    public void delay(Duration latency) {
        gate.delay(latency);
    }

    /** From now on everything is passed on at once, what was held back first. */
    public void pass() {
        gate.open();
    }

    /** Stops listening and resets every connection. */
    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The port before port " + target + " could not be closed", e);
        } finally {
            gate.open();
            cut();
        }
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                daemon("proxied-" + target, () -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        var connection = new ProxiedConnection(client, gate);
        open.add(connection);
        try {
            gate.pass();
            connection.connect(target);
        } finally {
            open.remove(connection);
        }
    }

    static Thread daemon(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
