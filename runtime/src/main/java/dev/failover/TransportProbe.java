package dev.failover;

import dev.failover.endpoint.Endpoint;
import dev.failover.health.Probe;
import dev.failover.http.Request;
import dev.failover.http.Response;
import dev.failover.http.Transport;
import dev.failover.time.Timers;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Probes over the manager's transport. Thread-safe. */
final class TransportProbe implements Probe {
    private final Transport transport;
    private final Timers timers;

    TransportProbe(Transport transport, Timers timers) {
        this.transport = transport;
        this.timers = timers;
    }

    @Override
    public void ask(Endpoint endpoint, String path, long timeoutNanos, Answer answer) {
        AtomicBoolean heard = new AtomicBoolean();
        Transport.Exchange exchange =
                transport.sendAsync(endpoint, Request.get(path), timeoutNanos, timeoutNanos, new Transport.Receiver() {
                    @Override
                    public void onResponse(Response response) {
                        if (heard.compareAndSet(false, true)) {
                            answer.heard(response.status(), null);
                        }
                    }

                    @Override
                    public void onFailure(Throwable failure) {
                        if (heard.compareAndSet(false, true)) {
                            answer.heard(0, failure);
                        }
                    }
                });
        timers.schedule(
                () -> {
                    if (heard.compareAndSet(false, true)) {
                        exchange.cancel();
                        answer.heard(
                                0, new SocketTimeoutException("no answer within " + timeoutNanos / 1_000_000 + " ms"));
                    }
                },
                timeoutNanos);
    }
}
