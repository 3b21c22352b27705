package dev.failover;

import dev.failover.endpoint.Endpoint;
import dev.failover.health.Probe;
import dev.failover.http.Request;
import dev.failover.http.Response;
import dev.failover.http.Transport;
import dev.failover.time.Timers;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

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
        Asked asked = new Asked(answer);
        Transport.Exchange exchange;
        try {
            exchange = transport.sendAsync(endpoint, Request.get(path), timeoutNanos, timeoutNanos, asked);
        } catch (RuntimeException notSent) {
            // Or the endpoint would never be asked again.
            asked.onFailure(notSent);
            return;
        }
        asked.bounded(timers.schedule(
                () -> {
                    asked.onFailure(new SocketTimeoutException("no answer within " + timeoutNanos / 1_000_000 + " ms"));
                    exchange.cancel();
                },
                timeoutNanos));
    }

    /** One question; only the first thing that is heard of it counts. */
    private static final class Asked implements Transport.Receiver {
        private final Answer answer;
        private final AtomicBoolean heard = new AtomicBoolean();
        private volatile Timers.@Nullable Timer timer;

        Asked(Answer answer) {
            this.answer = answer;
        }

        void bounded(Timers.Timer bound) {
            timer = bound;
            if (heard.get()) {
                bound.cancel();
            }
        }

        @Override
        public void onResponse(Response response) {
            hear(response.status(), null);
        }

        @Override
        public void onFailure(Throwable failure) {
            hear(0, failure);
        }

        private void hear(int status, @Nullable Throwable failure) {
            if (heard.compareAndSet(false, true)) {
                Timers.Timer bound = timer;
                if (bound != null) {
                    bound.cancel();
                }
                answer.heard(status, failure);
            }
        }
    }
}
