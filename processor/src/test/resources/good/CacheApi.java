package shop;

import dev.failover.annotations.Cached;
import dev.failover.annotations.FailoverService;
import dev.failover.annotations.GET;
import dev.failover.annotations.POST;
import dev.failover.annotations.Pool;

/** All calls of the service use the cache, but for those of one method. */
@FailoverService(name = "prices", endpoints = "https://a.example")
@Cached(
        staleIfError = "1h",
        shared = "true",
        maxEntries = "5000",
        maxObjectSize = "64KB",
        heuristic = "false",
        targetedFields = "CDN-Cache-Control, Surrogate-Control")
@Pool(maxPerService = "50")
public interface CacheApi {
    @GET("/prices/{id}")
    String price(String id);

    @GET("/list")
    @Cached(staleIfError = "1d")
    String list();

    @GET("/now")
    @Cached(enabled = "false")
    String now();

    @POST("/prices")
    void change(String prices);
}
