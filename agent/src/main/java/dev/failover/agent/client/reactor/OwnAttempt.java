package dev.failover.agent.client.reactor;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClient;

/** Asks the client itself, past the agent. */
final class OwnAttempt {
    /** Only between asking and {@code connect}, so that requests which the program's own functions make are not taken for ours. */
    private static final ThreadLocal<@Nullable Boolean> ENTERING = new ThreadLocal<>();

    private OwnAttempt() {}

    /** Whether this thread is about to make an attempt of ours: told once. */
    static boolean isEntered() {
        boolean entered = ENTERING.get() != null;
        if (entered) {
            ENTERING.set(null);
        }
        return entered;
    }

    /** What sends the request when it is subscribed to, and emits the connection that is the head of the response, too. */
    static Publisher<? extends Connection> of(HttpClient client) {
        ENTERING.set(true);
        try {
            Mono<? extends Connection> connecting = Internals.connect(client);
            return connecting != null
                    ? connecting
                    : ((HttpClient.ResponseReceiver<?>) client)
                            .responseConnection((response, connection) -> Mono.just(connection));
        } finally {
            // Not removed: the next call of this thread would have to make the entry again.
            ENTERING.set(null);
        }
    }
}
