package dev.failover.agent.client.jetty;

import dev.failover.call.Outcome;
import dev.failover.time.Timers;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended, kept back until it is known whether another one can follow. Thread-safe.
 *
 * @param <G> what stands between an attempt's response and the program
 */
public final class Undecided<G> {
    private final AtomicReference<@Nullable Outcome<G>> outcome = new AtomicReference<>();
    private volatile Timers.@Nullable Timer timer;

    /** @param end ends the wait */
    public void put(Outcome<G> kept, Timers.Timer end) {
        timer = end;
        outcome.set(kept);
    }

    /** Waits on, for another end of the wait. */
    public void extend(Timers.Timer end) {
        timer = end;
        if (outcome.get() == null) {
            end.cancel();
        }
    }

    /** For one only; null when there is none, or somebody else has it. */
    public @Nullable Outcome<G> take() {
        Outcome<G> taken = outcome.getAndSet(null);
        Timers.Timer running = timer;
        if (taken != null && running != null) {
            running.cancel();
        }
        return taken;
    }
}
