package shop;

import dev.failover.annotations.*;
import java.util.concurrent.CompletionStage;

@FailoverService(name = "orders")
interface SameRequest {
    @GET("/orders/{id}")
    String find(String id);

    @GET("/orders/{id}")
    String get(String id); // warning: FS017 find and get both send GET

    @GET("/orders/{id}")
    CompletionStage<String> findAsync(String id);

    @GET("/orders/{id}")
    String find(long id);

    @GET("/orders/{id}")
    @Timeout(attempt = "9s")
    String findSlowly(String id);

    @GET("/orders/{id}")
    @SuppressWarnings("failover:duplicate")
    String meant(String id);
}
