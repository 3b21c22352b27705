package dev.failover.agent.client.vertx;

import dev.failover.agent.client.Revalidation;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import org.jspecify.annotations.Nullable;

/** Who asks for what the cache may have: nothing is connected before it is known that the cache has not. */
interface Asker {
    /** What every attempt sends. */
    Whole whole();

    /** The request that a stored response is an answer to. */
    HttpClientRequest request();

    /** How long it waits for a server that says nothing; 0 when only the options say something about it. */
    long idleMillis();

    /** Whether the client follows redirects for it. */
    boolean followsRedirects();

    /** What it asks for; null when it is the program. */
    @Nullable
    Revalidation revalidates();

    /** An attempt was written. */
    void written();

    /** On the context. */
    void complete(HttpClientResponse response);

    void fail(Throwable failure);
}
