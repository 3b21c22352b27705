package dev.failover.agent.client.jetty;

import dev.failover.http.Headers;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What an ordinary call does not know of. Thread-safe.
 *
 * @param <G> what stands between an attempt's response and the program
 */
final class Rare<G> {
    @SuppressWarnings("rawtypes")
    private static final AtomicReferenceFieldUpdater<Rare, @Nullable Ended> ENDED =
            AtomicReferenceFieldUpdater.newUpdater(Rare.class, Ended.class, "ended");

    @SuppressWarnings("rawtypes")
    private static final AtomicReferenceFieldUpdater<Rare, @Nullable Throwable> ABORT =
            AtomicReferenceFieldUpdater.newUpdater(Rare.class, Throwable.class, "programsAbort");

    /** The attempts without a response; null when there are none. */
    private volatile @Nullable Ended<G> ended;
    /** By what the program has broken its request off, for the first time. */
    private volatile @Nullable Throwable programsAbort;
    /** Why an attempt was broken off for which its time was over. */
    volatile @Nullable TimeoutException late;
    /** What the client has refused to begin. */
    volatile @Nullable Throwable thrownAtOnce;
    /** What attempts have in their heads besides, for the cache. */
    volatile Headers conditions = Headers.EMPTY;

    @Nullable
    Throwable programsAbort() {
        return programsAbort;
    }

    /** Whether that is the first time. */
    boolean abortedBy(Throwable cause) {
        return ABORT.compareAndSet(this, null, cause);
    }

    void ended(G gate) {
        Ended<G> before;
        do {
            before = ended;
        } while (!ENDED.compareAndSet(this, before, new Ended<>(gate, before)));
    }

    @Nullable
    Ended<G> ended() {
        return ended;
    }
}
