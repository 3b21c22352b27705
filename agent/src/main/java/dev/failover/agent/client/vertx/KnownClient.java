package dev.failover.agent.client.vertx;

import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a client for each of its requests and never changes. A client of 5.1 and later makes all of its options anew to
 * say it. Holds no client.
 */
final class KnownClient extends WeakReference<HttpClient> {
    /** A program with more clients than that asks some of them again. */
    private static final int MOST = 16;

    private static volatile @Nullable KnownClient latest;

    private final boolean pipelining;
    private final int place;
    private final @Nullable KnownClient next;

    private KnownClient(HttpClient client, boolean pipelining, @Nullable KnownClient next) {
        super(client);
        this.pipelining = pipelining;
        this.next = next;
        place = next == null ? 1 : next.place + 1;
    }

    /** Whether a client sends requests behind others that have no answer yet. */
    static boolean isPipelining(HttpClient client) {
        KnownClient first = latest;
        for (KnownClient known = first; known != null; known = known.next) {
            if (known.get() == client) {
                return known.pipelining;
            }
        }
        HttpClientOptions options = Versions.options(client);
        boolean pipelining = options != null && options.isPipelining();
        // Whoever loses a race asks again.
        latest = new KnownClient(client, pipelining, first == null || first.place < MOST ? first : null);
        return pipelining;
    }
}
