package dev.failover.agent.client.url;

import dev.failover.call.Attempt;
import dev.failover.call.LazyCall;
import dev.failover.call.Outcome;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Attempts that programs have begun and not ended: connected, and never asked for the answer. When the garbage collector
 * finds such a connection, its lease comes home.
 */
final class OpenAttempts {
    private static final ReferenceQueue<Object> GONE = new ReferenceQueue<>();
    private static final Set<Open<?>> OPEN = ConcurrentHashMap.newKeySet();

    private OpenAttempts() {}

    /** Holds what must come home, and its owner only weakly. */
    private static final class Open<R> extends WeakReference<Object> {
        private final LazyCall<R> call;
        private final Attempt attempt;

        Open(Object owner, LazyCall<R> call, Attempt attempt) {
            super(owner, GONE);
            this.call = call;
            this.attempt = attempt;
        }

        void comeHome() {
            call.cancel();
            call.ended(attempt, Outcome.failure(Outcome.Kind.CANCELLED, new CancellationException("abandoned")));
        }
    }

    /** The owner leaves this attempt open for now. */
    static <R> void track(Object owner, LazyCall<R> call, Attempt attempt) {
        OPEN.add(new Open<>(owner, call, attempt));
    }

    /** Brings home what was abandoned. */
    static void sweep() {
        for (Reference<?> gone; (gone = GONE.poll()) != null; ) {
            Open<?> open = (Open<?>) gone;
            if (OPEN.remove(open)) {
                open.comeHome();
            }
        }
    }
}
