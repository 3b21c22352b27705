package dev.failover.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.failover.call.Outcome;
import dev.failover.call.Outcome.Kind;
import dev.failover.http.Request;
import dev.failover.http.Response;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which connections there are, and when they end. */
class TransportConnectionsTest extends TransportTest {
    @ParameterizedTest
    @EnumSource
    void oneAfterTheOtherUseOneConnection(Way way) throws Exception {
        try (TinyServer server = TinyServer.saying("hello")) {
            for (int i = 0; i < 20; i++) {
                assertThat(get(way, server).text()).isEqualTo("hello");
            }
            // The asynchronous client hands an answer over a little before it takes the connection back.
            assertThat(server.connections).hasSizeLessThanOrEqualTo(way == Way.BLOCKING ? 1 : 10);
        }
    }

    @ParameterizedTest
    @EnumSource
    void manyAtATimeAreServedAtATime(Way way) throws Exception {
        int calls = 32;
        CyclicBarrier all = new CyclicBarrier(calls);
        ExecutorService callers = Executors.newFixedThreadPool(calls);
        try (TinyServer server = new TinyServer((request, socket) -> {
            all.await(20, TimeUnit.SECONDS);
            TinyServer.send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        })) {
            List<Future<Response>> answers = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                answers.add(callers.submit(() -> get(way, server)));
            }
            for (Future<Response> answer : answers) {
                assertThat(answer.get(30, TimeUnit.SECONDS).text()).isEqualTo("ok");
            }
        } finally {
            callers.shutdownNow();
        }
    }

    /**
     * HttpClient 5.6.5 itself leaves some connections open when their future is cancelled, the more the busier the machine
     * is, until the server answers or the transport is closed: what holds every time is said of the first and of the rest.
     */
    @Test
    void cancellingAbortsTheConnection() throws Exception {
        int exchanges = 20;
        Semaphore received = new Semaphore(0);
        Semaphore gone = new Semaphore(0);
        try (TinyServer server = new TinyServer((request, socket) -> {
            received.release();
            try {
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            } finally {
                gone.release();
            }
        })) {
            for (int i = 0; i < exchanges; i++) {
                Sent sent = new Sent(server.endpoint(), Request.get("/"), LONG, LONG);
                assertThat(received.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
                sent.exchange.cancel();
                sent.exchange.cancel();
            }
            assertThat(gone.tryAcquire(1, 20, TimeUnit.SECONDS)).isTrue();
            transport.close();
            assertThat(gone.tryAcquire(exchanges - 1, 20, TimeUnit.SECONDS))
                    .as("the rest")
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingEndsWhatIsUnderWay(Way way) throws Exception {
        CountDownLatch received = new CountDownLatch(1);
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try (TinyServer server = new TinyServer((request, socket) -> received.countDown())) {
            Future<Outcome<Response>> outcome = caller.submit(() -> send(way, server.endpoint(), Request.get("/")));
            assertThat(received.await(20, TimeUnit.SECONDS)).isTrue();
            long begin = System.nanoTime();
            transport.close();
            assertThat(outcome.get(20, TimeUnit.SECONDS).kind()).isIn(Kind.IO, Kind.CANCELLED);
            assertThat(System.nanoTime() - begin).isLessThan(10_000_000_000L);
            assertThatIllegalStateException()
                    .isThrownBy(() -> new Sent(server.endpoint(), Request.get("/"), LONG, LONG));
            assertThatIllegalStateException()
                    .isThrownBy(() -> transport.send(server.endpoint(), Request.get("/"), 0, 0));
        } finally {
            caller.shutdownNow();
        }
    }

    @Test
    void nothingIsPrinted() throws Exception {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (PrintStream capture = new PrintStream(printed, true);
                TinyServer good = TinyServer.saying("hello");
                TinyServer bad = new TinyServer((request, socket) -> TinyServer.reset(socket))) {
            System.setOut(capture);
            System.setErr(capture);
            for (Way way : Way.values()) {
                get(way, good);
                send(way, bad.endpoint(), Request.get("/"));
            }
            transport.close();
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        assertThat(printed.toString()).isEmpty();
    }
}
