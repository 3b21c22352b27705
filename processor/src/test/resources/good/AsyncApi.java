package shop;

import dev.failover.annotations.FailoverService;
import dev.failover.annotations.GET;
import dev.failover.annotations.HEAD;
import dev.failover.annotations.HTTP;
import dev.failover.annotations.POST;
import dev.failover.http.Headers;
import dev.failover.stub.Response;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

@FailoverService(name = "stock")
interface AsyncApi {
    @GET("/items/{id}")
    CompletionStage<Item> item(String id);

    @GET("/items/{id}")
    CompletableFuture<Optional<Item>> itemIfThere(String id);

    @GET("/items")
    CompletableFuture<Map<String, Item[]>> items();

    @GET("/items/{id}")
    CompletionStage<Response<Item>> itemWithStatus(String id);

    @GET("/items/{id}/picture")
    CompletableFuture<byte[]> picture(String id);

    @GET("/items/{id}/text")
    CompletionStage<String> text(String id);

    @GET("/items/{id}/text")
    CompletableFuture<Optional<String>> textIfThere(String id);

    @GET("/items/count")
    CompletionStage<Integer> count();

    @POST("/items/{id}/touch")
    CompletableFuture<Void> touch(String id);

    @HEAD("/items/{id}")
    CompletionStage<Headers> head(String id);

    @HTTP(method = "QUERY", path = "/items", body = true)
    CompletionStage<dev.failover.http.Response> query(Item like);
}
