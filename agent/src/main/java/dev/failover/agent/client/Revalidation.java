package dev.failover.agent.client;

import dev.failover.cache.CacheExchange;

/** That what has just answered a call is validated behind its back, by another call of the same client. */
public final class Revalidation {
    private final CacheExchange exchange;

    Revalidation(CacheExchange exchange) {
        this.exchange = exchange;
    }

    CacheExchange exchange() {
        return exchange;
    }

    /** It does not happen, or has ended. More than once does no harm. */
    public void close() {
        exchange.close();
    }
}
