package dev.failover.agent.client;

import dev.failover.call.ServiceState;
import dev.failover.endpoint.Endpoint;
import dev.failover.metrics.ServiceMetrics;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/** Tells what observe mode would have done: one line for each kind of action, at most every few seconds. Thread-safe. */
final class ObserveLog implements ServiceState.Observer {
    private static final long QUIET_NANOS = 5_000_000_000L;
    private static final int ACTIONS = ServiceMetrics.WouldBe.values().length;

    /** When the next line of an action may be written; 0 while there was none. */
    private final AtomicLongArray next = new AtomicLongArray(ACTIONS);

    private final AtomicLongArray untold = new AtomicLongArray(ACTIONS);

    @Override
    public void wouldHave(String service, ServiceMetrics.WouldBe action, @Nullable Endpoint endpoint, String why) {
        int index = action.ordinal();
        long now = System.nanoTime() | 1;
        long due = next.get(index);
        if ((due != 0 && now - due < 0) || !next.compareAndSet(index, due, (now + QUIET_NANOS) | 1)) {
            untold.incrementAndGet(index);
            return;
        }
        long more = untold.getAndSet(index, 0);
        AgentLog.line("observe: service " + service + " would have: "
                + action.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                + (endpoint == null ? "" : " (" + endpoint + ")") + ", because " + why
                + (more == 0 ? "" : "; and " + more + " more such since the last line"));
    }
}
