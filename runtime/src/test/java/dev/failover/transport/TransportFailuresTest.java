package dev.failover.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.failover.call.Outcome;
import dev.failover.call.Outcome.Kind;
import dev.failover.endpoint.Endpoint;
import dev.failover.http.HttpMethod;
import dev.failover.http.Request;
import dev.failover.http.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each way in which a server can fail, and what the transport makes of it. */
class TransportFailuresTest extends TransportTest {
    private static final Duration SHORT = Duration.ofMillis(150);
    /** Far below {@link #LONG}, and enough for a machine that is busy. */
    private static final Duration BOUND = Duration.ofSeconds(10);

    @ParameterizedTest
    @EnumSource
    void aRefusedConnection(Way way) throws Exception {
        Endpoint gone;
        try (TinyServer server = TinyServer.saying("")) {
            gone = server.endpoint();
        }
        assertThat(send(way, gone, Request.get("/")).kind()).isEqualTo(Kind.CONNECT);
    }

    @ParameterizedTest
    @EnumSource
    void aHostThatDoesNotExist(Way way) throws Exception {
        Outcome<Response> outcome = send(way, Endpoint.of("http://no-such-host.invalid"), Request.get("/"));
        assertThat(outcome.kind()).isEqualTo(Kind.CONNECT);
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionThatIsNeverMade(Way way) throws Exception {
        try (FullServer full = new FullServer()) {
            long begin = System.nanoTime();
            Outcome<Response> outcome = send(way, full.endpoint(), Request.get("/"), SHORT, LONG);
            assertThat(outcome.kind()).isEqualTo(Kind.CONNECT);
            assertThat(since(begin)).isBetween(SHORT.minusMillis(20), BOUND);
        }
    }

    @ParameterizedTest
    @EnumSource
    void connectingIsPartOfTheWholeTime(Way way) throws Exception {
        try (FullServer full = new FullServer()) {
            for (Duration connect : new Duration[] {LONG, Duration.ZERO}) {
                long begin = System.nanoTime();
                Outcome<Response> outcome = send(way, full.endpoint(), Request.get("/"), connect, SHORT);
                assertThat(outcome.kind()).isIn(Kind.CONNECT, Kind.TIMEOUT);
                assertThat(since(begin)).isLessThan(BOUND);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionThatIsReset(Way way) throws Exception {
        try (TinyServer server = new TinyServer((request, socket) -> TinyServer.reset(socket))) {
            assertThat(send(way, server.endpoint(), Request.get("/")).kind()).isEqualTo(Kind.IO);
            assertThat(server.requests).as("nothing is repeated down here").hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionThatIsClosedInTheMiddleOfTheAnswer(Way way) throws Exception {
        try (TinyServer server = new TinyServer((request, socket) -> {
            TinyServer.send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
            socket.close();
        })) {
            assertThat(send(way, server.endpoint(), Request.get("/")).kind()).isEqualTo(Kind.IO);
        }
    }

    /** Memory comes with the bytes, not with what is said of them. */
    @ParameterizedTest
    @EnumSource
    void anAnswerThatAnnouncesMoreThanThereIsRoomFor(Way way) throws Exception {
        try (TinyServer server = new TinyServer((request, socket) -> {
            TinyServer.send(socket, "HTTP/1.1 503 No\r\nContent-Length: 2147483647\r\n\r\nabc");
            socket.close();
        })) {
            assertThat(send(way, server.endpoint(), Request.get("/")).kind()).isEqualTo(Kind.IO);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerThatIsNoHttp(Way way) throws Exception {
        try (TinyServer server = new TinyServer((request, socket) -> {
            TinyServer.send(socket, "SSH-2.0-OpenSSH_9.2\r\n\r\n");
            socket.close();
        })) {
            assertThat(send(way, server.endpoint(), Request.get("/")).kind()).isEqualTo(Kind.IO);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerThatNeverComes(Way way) throws Exception {
        try (TinyServer server = new TinyServer((request, socket) -> {})) {
            long begin = System.nanoTime();
            Outcome<Response> outcome = send(way, server.endpoint(), Request.get("/"), LONG, SHORT);
            assertThat(outcome.kind()).isEqualTo(Kind.TIMEOUT);
            assertThat(since(begin)).isBetween(SHORT.minusMillis(20), BOUND);
        }
    }

    /** Each byte comes in time, the whole does not. */
    @ParameterizedTest
    @EnumSource
    void aBodyThatTrickles(Way way) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        try (TinyServer server = new TinyServer((request, socket) -> {
            TinyServer.send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
            while (!done.await(10, TimeUnit.MILLISECONDS)) {
                TinyServer.send(socket, "x");
            }
        })) {
            Outcome<Response> outcome = send(way, server.endpoint(), Request.get("/"), LONG, Duration.ofMillis(300));
            assertThat(outcome.kind()).isEqualTo(Kind.TIMEOUT);
        } finally {
            done.countDown();
        }
    }

    /** A kept connection whose server was restarted: an honest failure, never said to be one of connecting. */
    @ParameterizedTest
    @EnumSource
    void aKeptConnectionWhoseServerIsGone(Way way) throws Exception {
        try (TinyServer server = TinyServer.saying("hello")) {
            assertThat(get(way, server).text()).isEqualTo("hello");
            server.dropConnections();
            int before = server.requests.size();
            Request post = Request.builder(HttpMethod.POST, "/").body("x").build();
            Outcome<Response> outcome = send(way, server.endpoint(), post);
            if (outcome.result() == null) {
                assertThat(outcome.kind()).isEqualTo(Kind.IO);
                assertThat(server.requests).hasSize(before);
            }
            assertThat(get(way, server).text()).isEqualTo("hello");
        }
    }

    /** A field that is no token must not make a good answer unreadable. */
    @ParameterizedTest
    @EnumSource
    void aHeaderThatIsNone(Way way) throws Exception {
        try (TinyServer server = TinyServer.answering(
                "HTTP/1.1 200 OK", "Bad Name: 1", "X-Zero: a\0b", "X-Good: 2", "Content-Length: 2", "", "ok")) {
            Outcome<Response> outcome = send(way, server.endpoint(), Request.get("/"), LONG, Duration.ofSeconds(5));
            assertThat(outcome.kind()).as("%s", outcome).isEqualTo(Kind.RESULT);
            assertThat(outcome.result().headers().first("X-Good")).isEqualTo("2");
            assertThat(outcome.result().text()).isEqualTo("ok");
        }
    }

    /** A thread that reads from a socket hears of it when its time is over. */
    @Test
    void anInterruptIsToldWhenTheExchangeIsOver() throws Exception {
        CountDownLatch received = new CountDownLatch(1);
        Thread caller = Thread.currentThread();
        try (TinyServer server = new TinyServer((request, socket) -> {
            received.countDown();
            caller.interrupt();
        })) {
            long begin = System.nanoTime();
            assertThatExceptionOfType(InterruptedException.class)
                    .isThrownBy(
                            () -> send(Way.BLOCKING, server.endpoint(), Request.get("/"), LONG, Duration.ofSeconds(2)));
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            assertThat(since(begin)).isLessThan(BOUND);
            assertThat(received.getCount()).isZero();
        }
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Listens and never accepts; its queue is full, so the next connection is not made. */
    private static final class FullServer implements AutoCloseable {
        private final ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final List<Socket> queued = new ArrayList<>();

        FullServer() throws IOException {
            for (int i = 0; i < 4; i++) {
                Socket socket = new Socket();
                queued.add(socket);
                try {
                    socket.connect(listening.getLocalSocketAddress(), 200);
                } catch (IOException full) {
                    break;
                }
            }
        }

        Endpoint endpoint() {
            return Endpoint.of("http://127.0.0.1:" + listening.getLocalPort());
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : queued) {
                socket.close();
            }
            listening.close();
        }
    }
}
