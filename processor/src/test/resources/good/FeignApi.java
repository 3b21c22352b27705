package shop;

import dev.failover.annotations.FailoverService;
import feign.CollectionFormat;
import feign.HeaderMap;
import feign.Headers;
import feign.Param;
import feign.QueryMap;
import feign.RequestLine;
import java.net.URI;
import java.util.List;
import java.util.Map;

@FailoverService(name = "items", endpoints = "https://a.example")
@Headers({"Accept: application/json", "Authorization: Bearer {token}", "Content-Type: application/json"})
public interface FeignApi {
    @RequestLine("GET /items/{id}?full={full}")
    Item find(@Param("id") long id, @Param("full") Boolean full, @Param("token") String token);

    @RequestLine(value = "GET /items?tag={tag}", collectionFormat = CollectionFormat.CSV)
    List<Item> list(
            @Param("tag") List<String> tags,
            @QueryMap Map<String, Object> filters,
            @HeaderMap Map<String, String> fields,
            @Param("token") String token);

    @RequestLine("POST /items")
    @Headers("X-Source: web")
    void create(Item item, URI base, @Param("token") String token);

    @RequestLine("POST /login")
    @Headers("Content-Type: application/x-www-form-urlencoded")
    void login(@Param("user") String user, @Param("password") String password, @Param("token") String token);
}
