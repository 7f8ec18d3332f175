package dev.saga.examples.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {
    private static final int PATIENCE = 10_000;
    private static final int A_MOMENT = 1_000;

    private ServerSocket echo;
    private TcpProxy proxy;

    @BeforeEach
    void startServer() throws IOException {
        echo = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        TcpProxy.daemon("echo", this::serve);
        proxy = TcpProxy.to(echo.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        echo.close();
    }

    @Test
    void passesOn() throws IOException {
        try (Socket client = connect()) {
            assertThat(answer(client, 7)).isEqualTo(7);
        }
    }

    @Test
    void cutsWhatIsThereAndLetsNewConnectionsThrough() throws IOException {
        try (Socket client = connect()) {
            assertThat(answer(client, 1)).isEqualTo(1);

            proxy.cut();

            assertThatThrownBy(() -> answer(client, 2)).isInstanceOf(SocketException.class);
        }
        try (Socket client = connect()) {
            assertThat(answer(client, 3)).isEqualTo(3);
        }
    }

    @Test
    void whatWasSaidInSilenceIsPassedOnAfterIt() throws IOException {
        try (Socket before = connect()) {
            assertThat(answer(before, 1)).isEqualTo(1);
            proxy.silence();
            try (Socket meanwhile = connect()) {
                assertThatThrownBy(() -> answer(before, 2)).isInstanceOf(SocketTimeoutException.class);
                assertThatThrownBy(() -> answer(meanwhile, 3)).isInstanceOf(SocketTimeoutException.class);

                proxy.pass();

                assertThat(before.getInputStream().read()).isEqualTo(2);
                assertThat(meanwhile.getInputStream().read()).isEqualTo(3);
            }
        }
    }

    @Test
    void delays() throws IOException {
        try (Socket client = connect()) {
            Duration latency = Duration.ofMillis(50);
            proxy.delay(latency);
            long start = System.nanoTime();

            assertThat(answer(client, 1)).isEqualTo(1);

            assertThat(System.nanoTime() - start)
                    .isGreaterThanOrEqualTo(latency.multipliedBy(2).toNanos());
        }
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getByName("127.0.0.1"), proxy.port());
    }

    private int answer(Socket client, int said) throws IOException {
        client.setSoTimeout(A_MOMENT);
        client.getOutputStream().write(said);
        try {
            return client.getInputStream().read();
        } finally {
            client.setSoTimeout(PATIENCE);
        }
    }

    private void serve() {
        while (!echo.isClosed()) {
            try {
                Socket client = echo.accept();
                TcpProxy.daemon("echo-client", () -> repeat(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void repeat(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException cut) {
            assertThat(cut).hasMessageNotContaining("refused");
        }
    }
}
