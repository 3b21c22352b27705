package shop;

import dev.failover.annotations.Endpoint;
import dev.failover.annotations.FailoverService;
import dev.failover.annotations.GET;
import dev.failover.annotations.POST;
import java.net.URI;
import java.util.concurrent.CompletableFuture;

@FailoverService(name = "endpoints")
public interface EndpointApi {
    @GET("/status")
    String status(@Endpoint URI base, URI like);

    @POST("/events")
    CompletableFuture<Void> post(@NonNull @Endpoint URI callback, String event);

    @interface NonNull {}
}
