package dev.failover.agent.client;

import dev.failover.endpoint.Endpoint;
import dev.failover.health.Probe;
import dev.failover.time.Timers;

/** Asks endpoints past all clients, ourselves included: a probe that failed over would tell nothing. */
final class UrlProbe implements Probe {
    private final AgentEngine engine;

    UrlProbe(AgentEngine engine) {
        this.engine = engine;
    }

    @Override
    public void ask(Endpoint endpoint, String path, long timeoutNanos, Answer answer) {
        engine.probes(() -> {
            int status = 0;
            Throwable why = null;
            try (PlainGet get = new PlainGet(endpoint, path, (int) Math.max(1, timeoutNanos / 1_000_000))) {
                status = bounded(get, timeoutNanos);
            } catch (Throwable failure) {
                // Errors too: nothing is asked again of which nothing was heard.
                why = failure;
            }
            answer.heard(status, why);
        });
    }

    /** Each step of it ends in time by itself, but there may be many. */
    private int bounded(PlainGet get, long timeoutNanos) throws Exception {
        Timers.Timer bound = engine.timers().schedule(() -> engine.chores(get::close), timeoutNanos);
        try {
            return get.status();
        } finally {
            bound.cancel();
        }
    }
}
