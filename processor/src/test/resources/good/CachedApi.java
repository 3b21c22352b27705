package shop;

import dev.failover.annotations.Cached;
import dev.failover.annotations.FailoverService;
import dev.failover.annotations.GET;
import dev.failover.annotations.HEAD;
import dev.failover.annotations.HTTP;
import dev.failover.annotations.POST;
import dev.failover.annotations.Retry;
import dev.failover.http.Headers;
import dev.failover.stub.Response;
import java.util.concurrent.CompletionStage;

/** Only the methods that say so use the cache; what it is like is said once. */
@FailoverService(name = "prices")
@Retry(maxAttempts = "2")
public interface CachedApi {
    @GET("/prices/{id}")
    @Cached
    String price(String id);

    @GET("/prices")
    @Cached(staleIfError = "1h", staleWhileRevalidate = "10s")
    CompletionStage<String> prices();

    @HEAD("/prices/{id}")
    @Cached
    Headers head(String id);

    @GET("/prices/{id}/state")
    @Cached(staleIfError = "0")
    Response<Void> state(String id);

    @HTTP(method = "QUERY", path = "/prices", body = true)
    @Cached
    String query(String filter);

    @GET("/now")
    String now();

    @POST("/prices")
    String change(String prices);
}
