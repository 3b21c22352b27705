package dev.failover;

import dev.failover.endpoint.Endpoint;
import java.util.concurrent.CompletionStage;

/**
 * Work that any endpoint of a service can do and that does not block, HTTP or not.
 *
 * @param <T> its result
 */
public interface AsyncEndpointCall<T> {
    /**
     * Begins the work with this endpoint. Any exception, thrown or delivered by the stage, is a failure of the attempt. An
     * attempt that nobody waits for any more is cancelled by {@code stage.toCompletableFuture().cancel(true)}.
     */
    CompletionStage<T> call(Endpoint endpoint) throws Exception;
}
