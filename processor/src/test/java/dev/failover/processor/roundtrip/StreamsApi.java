package dev.failover.processor.roundtrip;

import dev.failover.annotations.Body;
import dev.failover.annotations.Cached;
import dev.failover.annotations.FailoverService;
import dev.failover.annotations.GET;
import dev.failover.annotations.Headers;
import dev.failover.annotations.Hedge;
import dev.failover.annotations.POST;
import dev.failover.annotations.PUT;
import dev.failover.annotations.Timeout;
import dev.failover.stub.Response;
import java.io.File;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Bodies that are read while they are sent. */
@FailoverService(name = "streams")
@Timeout(attempt = "120s", deadline = "400s")
public interface StreamsApi {
    @GET("/body")
    InputStream get();

    @GET("/body")
    Optional<InputStream> find();

    @GET("/body")
    Response<InputStream> whole();

    @GET("/body")
    @Cached
    InputStream cached();

    @GET("/body")
    @Hedge(delay = "1ms")
    InputStream hedged();

    @GET("/text")
    @Hedge(delay = "1ms")
    String hedgedText();

    @GET("/body")
    CompletableFuture<InputStream> getAsync();

    @GET("/list")
    Stream<Item> list();

    @GET("/list")
    CompletableFuture<Stream<Item>> listAsync();

    @PUT("/body")
    String put(@Body InputStream body);

    @POST("/body")
    String post(InputStream body);

    @PUT("/body")
    @Headers("Content-Type: image/png")
    String putFile(File body);

    @PUT("/body")
    String putPath(Path body);

    @PUT("/body")
    CompletableFuture<String> putPathAsync(Path body);

    @PUT("/body")
    CompletableFuture<String> putAsync(InputStream body);

    /** An element. */
    record Item(String name, int amount) {}
}
