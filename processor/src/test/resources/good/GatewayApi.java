package shop;

import dev.failover.annotations.*;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/** Anything but HTTP. */
@FailoverService(name = "payments")
@CircuitBreaker(failureThreshold = "50%")
@Timeout(attempt = "2s")
@SuppressWarnings("try")
public interface GatewayApi extends AutoCloseable {
    String pay(String order, long cents) throws IOException, TimeoutException;

    @Idempotent
    @Retry(maxAttempts = "4")
    int count();

    void ping(String endpoint, Object delegates);

    CompletionStage<String> payAsync(String order);

    @Idempotent
    @Fallback(method = "nothing")
    CompletableFuture<List<? extends Number>> all(String count);

    default CompletableFuture<List<? extends Number>> nothing(String count, Throwable failure) {
        return CompletableFuture.completedFuture(Collections.emptyList());
    }

    @Fallback(method = "noName")
    String name(int id) throws IOException;

    static String noName(int id) {
        return "none";
    }

    <T extends Comparable<T>> T largest(List<T> of) throws IOException;

    CompletionStage<? extends Number> wild();

    @Deprecated
    String old();

    default String kept() {
        return "kept";
    }

    @Override
    boolean equals(Object other);
}
