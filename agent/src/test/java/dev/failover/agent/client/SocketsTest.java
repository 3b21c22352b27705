package dev.failover.agent.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.failover.agent.DeafServer;
import dev.failover.agent.TlsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SocketsTest {
    /** It would say good-bye first, if the other side would read it. */
    @Test
    void aSecureSocketIsClosedThatIsWrittenTo() throws Exception {
        TlsServer.Identity identity = TlsServer.Identity.of("ip:127.0.0.1");
        // The server closes it if we do not: here it would be waited for.
        try (DeafServer server = new DeafServer(identity)) {
            Socket socket = identity.context().getSocketFactory().createSocket("127.0.0.1", server.port());
            AtomicLong count = new AtomicLong();
            CompletableFuture<Void> written = CompletableFuture.runAsync(() -> {
                try {
                    OutputStream out = socket.getOutputStream();
                    for (byte[] chunk = new byte[16_000]; ; count.incrementAndGet()) {
                        out.write(chunk);
                    }
                } catch (IOException broken) {
                    throw new IllegalStateException(broken);
                }
            });
            awaitStandstill(count);
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> Sockets.breakOff(socket));
            assertThat(socket.isClosed()).isTrue();
            assertThatThrownBy(() -> written.get(20, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
        }
    }

    private static void awaitStandstill(AtomicLong count) throws InterruptedException {
        long before;
        do {
            before = count.get();
            Thread.sleep(500);
        } while (before == 0 || count.get() != before);
    }

    /** A factory of the program's may make what it likes. */
    @Test
    void aSocketIsClosedThatCannotLinger() throws Exception {
        try (Socket socket = new Socket() {
            @Override
            public void setSoLinger(boolean on, int seconds) throws SocketException {
                throw new UnsupportedOperationException();
            }
        }) {
            Sockets.breakOff(socket);
            assertThat(socket.isClosed()).isTrue();
        }
    }
}
