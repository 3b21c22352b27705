package dev.failover.agent.client.url;

import dev.failover.call.Attempt;
import dev.failover.call.CallSpec;
import dev.failover.call.ServiceState;
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
    private static final Set<Open> OPEN = ConcurrentHashMap.newKeySet();

    private OpenAttempts() {}

    /**
     * Holds what must come home, and its owner only weakly. It must not hold the call: that holds what its attempts have
     * brought, which leads to the owner.
     */
    static final class Open extends WeakReference<Object> {
        private final ServiceState service;
        private final CallSpec spec;
        private final Attempt attempt;

        private Open(Object owner, ServiceState service, CallSpec spec, Attempt attempt) {
            super(owner, GONE);
            this.service = service;
            this.spec = spec;
            this.attempt = attempt;
        }

        /** The attempt goes on: its owner brings home itself what it holds. */
        void takeBack() {
            OPEN.remove(this);
            clear();
        }

        private void comeHome() {
            service.shortWay().abandoned(spec, attempt, new CancellationException("abandoned"));
        }
    }

    /** The owner leaves this attempt open for now. */
    static Open track(Object owner, ServiceState service, CallSpec spec, Attempt attempt) {
        Open open = new Open(owner, service, spec, attempt);
        OPEN.add(open);
        return open;
    }

    /** How many are open. */
    static int size() {
        return OPEN.size();
    }

    /** Brings home what was abandoned. */
    static void sweep() {
        for (Reference<?> gone; (gone = GONE.poll()) != null; ) {
            Open open = (Open) gone;
            if (OPEN.remove(open)) {
                open.comeHome();
            }
        }
    }
}
