package dev.failover.agent.client.reactor;

import dev.failover.agent.client.ThreadMark;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClient;

/** Asks the client itself, past the agent. */
final class OwnAttempt {
    /** Only between asking and {@code connect}, so that requests which the program's own functions make are not taken for ours. */
    private static final ThreadMark ENTERING = new ThreadMark();

    private OwnAttempt() {}

    /** Whether this thread is about to make an attempt of ours: told once. */
    static boolean isEntered() {
        return ENTERING.take();
    }

    /** What sends the request when it is subscribed to, and emits the connection that is the head of the response, too. */
    static Publisher<? extends Connection> of(HttpClient client) {
        ENTERING.set(1);
        try {
            Mono<? extends Connection> connecting = Internals.connect(client);
            return connecting != null
                    ? connecting
                    : ((HttpClient.ResponseReceiver<?>) client)
                            .responseConnection((response, connection) -> Mono.just(connection));
        } finally {
            ENTERING.set(0);
        }
    }
}
