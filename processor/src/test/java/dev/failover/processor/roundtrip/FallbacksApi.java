package dev.failover.processor.roundtrip;

import dev.failover.annotations.ErrorMapping;
import dev.failover.annotations.FailoverService;
import dev.failover.annotations.Fallback;
import dev.failover.annotations.GET;
import dev.failover.annotations.Timeout;
import java.util.concurrent.CompletableFuture;

/** What is there when a call has failed. */
@FailoverService(name = "fallbacks")
@Fallback(FallbacksApi.Constant.class)
public interface FallbacksApi {
    @GET("/a/{id}")
    @Fallback(method = "described")
    String find(String id);

    default String described(String id, Throwable cause) {
        return id + ": " + cause.getClass().getSimpleName();
    }

    @GET("/a/{id}")
    @Fallback(method = "describedLater")
    CompletableFuture<String> findAsync(String id);

    static CompletableFuture<String> describedLater(String id, Exception cause) {
        return CompletableFuture.completedFuture(id + ": " + cause.getClass().getSimpleName());
    }

    @GET("/a")
    @ErrorMapping(status = 404, exception = IllegalArgumentException.class)
    @Fallback(method = "failing")
    int count();

    default int failing(Throwable cause) {
        throw new UnsupportedOperationException("no count");
    }

    @GET("/a")
    @Fallback(method = "failingLater")
    CompletableFuture<Integer> countAsync();

    default CompletableFuture<Integer> failingLater() {
        return CompletableFuture.failedFuture(new UnsupportedOperationException("no count"));
    }

    @GET("/a")
    @Timeout(deadline = "30s", attempt = "0")
    String constant();

    /** The same in every case. */
    class Constant implements FallbacksApi {
        @Override
        public String find(String id) {
            return "";
        }

        @Override
        public CompletableFuture<String> findAsync(String id) {
            return CompletableFuture.completedFuture("");
        }

        @Override
        public int count() {
            return 0;
        }

        @Override
        public CompletableFuture<Integer> countAsync() {
            return CompletableFuture.completedFuture(0);
        }

        @Override
        public String constant() {
            return "constant";
        }
    }
}
