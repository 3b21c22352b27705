package dev.failover.processor.roundtrip;

import dev.failover.annotations.CircuitBreaker;
import dev.failover.annotations.FailoverService;
import dev.failover.annotations.Fallback;
import dev.failover.annotations.Hedge;
import dev.failover.annotations.Idempotent;
import dev.failover.annotations.Retry;
import dev.failover.annotations.Timeout;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What delegates do. */
@FailoverService(name = "delegates")
@CircuitBreaker(failureThreshold = "2")
@Retry(maxAttempts = "2")
public interface DelegatesApi extends AutoCloseable {
    String pay(String order) throws FileNotFoundException, InterruptedException;

    @Idempotent
    String find(String id) throws IOException;

    @Idempotent
    @Timeout(attempt = "20ms")
    String slow(String id);

    @Idempotent
    @Hedge(delay = "1ms")
    String late(String id);

    CompletionStage<String> payAsync(String order);

    @Idempotent
    CompletableFuture<String> findAsync(String id);

    @Fallback(method = "listPrice")
    int price(String id);

    default int listPrice(String id, Throwable cause) {
        if (id.isEmpty()) {
            throw new UnsupportedOperationException("no price");
        }
        return cause instanceof IllegalStateException ? -1 : -2;
    }

    @Fallback(method = "listPriceAsync")
    CompletableFuture<Integer> priceAsync(String id);

    default CompletableFuture<Integer> listPriceAsync(String id) {
        return CompletableFuture.completedFuture(-3);
    }

    void touch();

    <T> T same(T value);

    @Override
    void close() throws IOException;
}
