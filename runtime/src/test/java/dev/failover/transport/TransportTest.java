package dev.failover.transport;

import dev.failover.call.Failures;
import dev.failover.call.Outcome;
import dev.failover.endpoint.Endpoint;
import dev.failover.http.Request;
import dev.failover.http.Response;
import dev.failover.http.Transport;
import dev.failover.time.TimerWheel;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;

/** Sends requests through the blocking or the asynchronous half of the transport, as a driver would. */
abstract class TransportTest {
    static final Duration LONG = Duration.ofSeconds(20);

    final TimerWheel timers = new TimerWheel();
    final HttpClient5Transport transport = new HttpClient5Transport(timers);

    enum Way {
        BLOCKING,
        ASYNC
    }

    @AfterEach
    void closeTransport() {
        transport.close();
        timers.close();
    }

    Outcome<Response> send(Way way, Endpoint endpoint, Request request) throws Exception {
        return send(way, endpoint, request, LONG, LONG);
    }

    Outcome<Response> send(Way way, Endpoint endpoint, Request request, Duration connect, Duration whole)
            throws Exception {
        try {
            Response response = way == Way.BLOCKING
                    ? transport.send(endpoint, request, connect.toNanos(), whole.toNanos())
                    : await(endpoint, request, connect, whole);
            return Outcome.response(response, response.status(), -1);
        } catch (InterruptedException interrupted) {
            throw interrupted;
        } catch (Exception failure) {
            return Outcome.failure(Failures.unwrap(failure));
        }
    }

    Response get(Way way, TinyServer server) throws Exception {
        Outcome<Response> outcome = send(way, server.endpoint(), Request.get("/"));
        if (outcome.result() == null) {
            throw new AssertionError("no answer", outcome.failure());
        }
        return outcome.result();
    }

    private Response await(Endpoint endpoint, Request request, Duration connect, Duration whole) throws Exception {
        Sent sent = new Sent(endpoint, request, connect, whole);
        try {
            return sent.get(whole.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw failed;
        } catch (TimeoutException late) {
            sent.exchange.cancel();
            throw new SocketTimeoutException("late");
        }
    }

    /** An exchange under way. */
    final class Sent extends CompletableFuture<Response> {
        final Transport.Exchange exchange;

        Sent(Endpoint endpoint, Request request, Duration connect, Duration whole) {
            exchange = transport.sendAsync(
                    endpoint, request, connect.toNanos(), whole.toNanos(), new Transport.Receiver() {
                        @Override
                        public void onResponse(Response response) {
                            complete(response);
                        }

                        @Override
                        public void onFailure(Throwable failure) {
                            completeExceptionally(failure);
                        }
                    });
        }
    }
}
