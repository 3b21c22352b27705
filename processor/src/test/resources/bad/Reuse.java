package shop;

import dev.failover.annotations.*;
import dev.failover.stub.Response;
import java.util.concurrent.CompletionStage;

@FailoverService(name = "orders")
@Cached(
        maxEntries = "0", // error: FS034 @Cached(maxEntries): '0' is out of range
        maxObjectSize = "64", // error: FS034 @Cached(maxObjectSize): '64' has no unit; write 64KB or 64MB
        targetedFields = "CDN Cache") // error: FS034 @Cached(targetedFields): 'CDN Cache' is not the name of a header
interface Reuse {
    @POST("/")
    @Cached // error: FS042 create is a POST: only GET, HEAD and QUERY results may be reused. Remove @Cached.
    String create(String order);

    @HTTP(method = "PROPFIND", path = "/")
    @Cached(staleIfError = "1h") // error: FS042 properties is a PROPFIND
    String properties();

    @GET("/")
    @Cached // error: FS042 nothing returns void, so there is nothing that could be reused
    void nothing();

    @HEAD("/")
    @Cached // error: FS042 later returns CompletionStage<Void>, so there is nothing
    CompletionStage<Void> later();

    @GET("/a")
    @Cached(
            enabled = "maybe", // error: FS034 @Cached(enabled): 'maybe' is neither true nor false
            staleIfError = "5", // error: FS033 @Cached(staleIfError): '5' has no unit
            shared = "true") // error: FS034 @Cached(shared) on values: all calls of the service share one cache.
    String values();

    @POST("/b")
    @Cached(enabled = "false")
    Response<Void> off();

    @Cached
    String without(); // error: FS005 without has no verb
}
