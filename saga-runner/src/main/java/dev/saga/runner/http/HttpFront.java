package dev.saga.runner.http;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The HTTP server, from {@link #listen} until {@link #close}. A client that is slow or stuck holds one of a few threads,
 * and only for seconds.
 */
public final class HttpFront implements AutoCloseable {
    private static final int THREADS = 16;
    private static final int BACKLOG = 128;

    private final HttpServer server;
    private final ExecutorService threads;
    private final AtomicBoolean serving = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    private HttpFront(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Takes the port, so that nobody else can. Who connects waits for {@link #serve}.
     *
     * @param host a host name or IP address of this machine
     * @param port 0 to take a free one
     * @throws IOException if it cannot listen there; the message names host, port and reason
     */
    public static HttpFront listen(String host, int port) throws IOException {
        ServerLimits.apply();
        return new HttpFront(bind(host, port), threads());
    }

    /** Answers from now on. To be called once. */
    public void serve(Routes routes) {
        server.createContext("/", new RequestHandler(routes));
        begin();
    }

    private void begin() {
        if (serving.compareAndSet(false, true)) {
            server.setExecutor(threads);
            server.start();
        }
    }

    /** Whether the host is this machine, so that a port of it could be listened on. */
    public static boolean canListenAt(String host) {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getByName(host))) {
            return any.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** The port that it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Stops at once: answers on their way are cut off. May be called from any thread, and again. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            begin(); // one that never began would keep its port
            server.stop(0);
            threads.shutdownNow();
        }
    }

    private static HttpServer bind(String host, int port) throws IOException {
        var address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new IOException("cannot listen on %s:%d: the host is not known".formatted(host, port));
        }
        try {
            return HttpServer.create(address, BACKLOG);
        } catch (IOException e) {
            throw new IOException("cannot listen on %s:%d: %s".formatted(host, port, e.getMessage()), e);
        }
    }

    private static ExecutorService threads() {
        var number = new AtomicInteger();
        var pool = new ThreadPoolExecutor(THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            var thread = new Thread(task, "http-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
