package dev.failover.agent.client.vertx;

import dev.failover.agent.client.AgentEngine;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import org.jspecify.annotations.Nullable;

/** How a request of ours becomes one of the client's own, which then does what it was asked for meanwhile. Thread-safe. */
final class Connecting {
    private final AgentEngine engine;
    private final HttpClient client;
    private final Requested requested;
    private final Context context;
    private final Promise<HttpClientRequest> clients;
    private final Later request;
    private volatile @Nullable Later connection;

    Connecting(AgentEngine engine, HttpClient client, Requested requested, Context context) {
        this.engine = engine;
        this.client = client;
        this.requested = requested;
        this.context = context;
        clients = Versions.promise(context);
        request = new Later(() -> Versions.promise(context));
    }

    /** The client's own, as soon as there is one. */
    Future<HttpClientRequest> clients() {
        return clients.future();
    }

    /** The same, which can be asked for something before. */
    Later request() {
        return request;
    }

    /**
     * Asks for one as without a cache; once.
     *
     * @param prepared does what was asked for before, on the context
     */
    void begin(Handler<HttpClientRequest> prepared) {
        if (context == Vertx.currentContext()) {
            ask(prepared);
        } else {
            context.runOnContext(turn -> ask(prepared));
        }
    }

    private void ask(Handler<HttpClientRequest> prepared) {
        try {
            VertxCall plain = new VertxCall(engine, client, requested.later());
            boolean isCall = plain.start();
            RuntimeException thrown = plain.thrown();
            if (thrown != null) {
                throw thrown;
            }
            Future<HttpClientRequest> asked = isCall ? plain.request() : OwnAttempt.of(client, requested.options());
            asked.onComplete(result -> {
                if (result.failed()) {
                    fail(result.cause());
                } else {
                    arrive(result.result(), prepared);
                }
            });
        } catch (RuntimeException refused) {
            fail(refused);
        }
    }

    private void arrive(HttpClientRequest come, Handler<HttpClientRequest> prepared) {
        try {
            prepared.handle(come);
            request.comes(come);
            request.drains(come);
            connected(come.connection());
            clients.tryComplete(come);
        } catch (RuntimeException refused) {
            OwnAttempt.breakOff(come);
            fail(refused);
        }
    }

    private void fail(Throwable failure) {
        clients.tryFail(failure);
        request.fails(failure);
    }

    /** What will be its connection, if there comes to be one. */
    Later connection() {
        Later wanted = connection;
        if (wanted == null) {
            wanted = new Later(() -> Versions.promise(context));
            connection = wanted;
        }
        return wanted;
    }

    /** There is one, by which request ever; on the context. */
    void connected(HttpConnection come) {
        Later wanted = connection;
        if (wanted != null) {
            wanted.comes(come);
        }
    }
}
