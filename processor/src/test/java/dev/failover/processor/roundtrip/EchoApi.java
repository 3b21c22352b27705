package dev.failover.processor.roundtrip;

import dev.failover.annotations.Bean;
import dev.failover.annotations.Body;
import dev.failover.annotations.Cookie;
import dev.failover.annotations.DELETE;
import dev.failover.annotations.Default;
import dev.failover.annotations.Endpoint;
import dev.failover.annotations.FailoverService;
import dev.failover.annotations.Field;
import dev.failover.annotations.Form;
import dev.failover.annotations.GET;
import dev.failover.annotations.HEAD;
import dev.failover.annotations.HTTP;
import dev.failover.annotations.Header;
import dev.failover.annotations.Headers;
import dev.failover.annotations.Idempotent;
import dev.failover.annotations.Multipart;
import dev.failover.annotations.POST;
import dev.failover.annotations.PUT;
import dev.failover.annotations.Part;
import dev.failover.annotations.Query;
import dev.failover.annotations.Style;
import dev.failover.stub.Response;
import java.io.File;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** One method for each thing that a stub can do. */
@FailoverService(name = "echo")
@Headers({"X-Client: test", "X-Kind: service"})
public interface EchoApi extends EchoBase<EchoApi.Item> {
    @GET("/p/{value}")
    String path(String value);

    @GET("/p/{a}/{b}/{c}")
    String paths(int a, char b, TimeUnit c);

    @GET("/q")
    String query(String q);

    @GET("/q?fixed=1{&size,unit}")
    String queries(int size, TimeUnit unit, @Query("c") char letter, Optional<String> maybe);

    @GET("/q")
    String many(@Query("q") Collection<String> values, @Query("a") String... array);

    @GET("/q")
    String map(Map<String, ?> parameters);

    @GET("/h")
    @Headers("X-Kind: method")
    String headers(@Header("X-A") String a, @Header("X-Client") String client, @Header("X-L") List<String> many);

    @GET("/c")
    @Headers("Cookie: fixed=1")
    String cookies(
            @Cookie String session,
            @Cookie("n") int number,
            @Cookie("tag") List<String> tags,
            @Cookie Map<String, ?> more);

    @GET("/d/{section}{?page,unit}")
    String defaults(
            @Default("all") String section,
            @Default("1") Integer page,
            @Default("DAYS") TimeUnit unit,
            @Default("0.5") @Header("X-Share") Optional<Double> share);

    @POST("/form")
    @Form
    void form(String user, @Field("pass word") String secret, List<String> tag, int n, Map<String, ?> more);

    @POST("/form")
    @Form
    @Headers("Content-Type: application/x-www-form-urlencoded; charset=UTF-8")
    void typedForm(@Default("1") Integer page);

    @GET("/e")
    Response<String> elsewhere(@Endpoint URI base);

    @GET("/e")
    CompletableFuture<String> elsewhereAsync(@Endpoint URI base);

    @GET("/b/{id}")
    String bean(@Bean Filter filter, String like);

    @POST("/upload")
    @Multipart
    void upload(
            @Part("no\"te") String note,
            @Part(value = "image", fileName = "a.png", contentType = "image/png") byte[] bytes,
            File file,
            Path path,
            @Part(fileName = "\u00fc.bin") InputStream stream,
            Item item,
            List<String> tags,
            Map<String, Integer> more);

    @GET("/${tenant:-t 1}/x?v=${version:-v1}&q={q}")
    @Headers("X-Tenant: for ${tenant:-nobody}")
    String properties(String q, @Header("X-Tenant") String tenant);

    @GET("/s")
    String styles(
            @Query(style = Style.CSV) Collection<String> csv,
            @Query(style = Style.SSV) List<String> ssv,
            @Query(value = "t", style = Style.TSV) String[] tsv,
            @Query(style = Style.PIPES) Map<String, List<Integer>> pipes);

    @GET("/n")
    String required(@NonNull String q);

    @GET("/item")
    Item item();

    @GET("/item")
    Optional<Item> maybeItem();

    @GET("/item")
    Response<Item> wholeItem();

    @GET("/items")
    List<Item> items();

    @GET("/count")
    int count();

    @GET("/bytes")
    byte[] bytes();

    @HEAD("/item")
    Response<Void> head();

    @POST("/items")
    Item create(Item item);

    @POST("/items")
    @Idempotent(header = "Idempotency-Key")
    String createOnce(Item item, @Header("Idempotency-Key") String key);

    @PUT("/text")
    void text(String text);

    @PUT("/bytes")
    void binary(@Body byte[] bytes);

    @DELETE("/items/{id}")
    void delete(@dev.failover.annotations.Path("id") long number);

    @HTTP(method = "REPORT", path = "/report", body = true)
    String report(Map<String, List<Item>> groups);

    @GET("/item")
    CompletableFuture<Item> itemAsync();

    @GET("/item")
    CompletionStage<Optional<Item>> maybeItemAsync();

    @GET("/item")
    CompletionStage<Response<Item>> wholeItemAsync();

    @GET("/text")
    CompletableFuture<String> textAsync();

    @GET("/bytes")
    CompletableFuture<byte[]> bytesAsync();

    @POST("/touch")
    CompletableFuture<Void> touchAsync();

    default String twice(String value) {
        return path(value) + path(value);
    }

    /** A bean. */
    record Filter(
            String id,
            @Header("X-Trace") String trace,
            @Default("1") Integer page,
            @Query(value = "tag", style = Style.CSV) List<String> tags,
            @Bean Range range) {}

    /** A bean in a bean. */
    class Range {
        public int from;
        private final Integer to;

        public Range(int from, Integer to) {
            this.from = from;
            this.to = to;
        }

        @Query("until")
        public Integer getTo() {
            return to;
        }
    }

    /** As a nullness checker has it. */
    @interface NonNull {}

    /** Has a body for the codec. */
    record Item(String name, int amount) {}
}
