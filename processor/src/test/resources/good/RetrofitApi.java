package shop;

import dev.failover.annotations.Endpoint;
import dev.failover.annotations.FailoverService;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import retrofit2.http.Body;
import retrofit2.http.Field;
import retrofit2.http.FieldMap;
import retrofit2.http.FormUrlEncoded;
import retrofit2.http.GET;
import retrofit2.http.HTTP;
import retrofit2.http.Header;
import retrofit2.http.HeaderMap;
import retrofit2.http.Headers;
import retrofit2.http.Multipart;
import retrofit2.http.POST;
import retrofit2.http.Part;
import retrofit2.http.Path;
import retrofit2.http.Query;
import retrofit2.http.QueryMap;

@FailoverService(name = "items", endpoints = "https://a.example")
public interface RetrofitApi {
    @GET("items/{id}")
    CompletableFuture<Item> find(@Path("id") long id, @Header("Authorization") String token, @Endpoint URI base);

    @GET("items?sort=name")
    @Headers({"Accept: application/json", "X-Source: web"})
    List<Item> list(
            @Query("page") Integer page,
            @Query("tag") List<String> tags,
            @QueryMap Map<String, String> filters,
            @HeaderMap Map<String, String> fields);

    @POST("items")
    void create(@Body Item item);

    @FormUrlEncoded
    @POST("login")
    void login(@Field("user") String user, @FieldMap Map<String, String> more);

    @Multipart
    @POST("items/{id}/image")
    void upload(@Path("id") long id, @Part("note") String note, @Part("image") byte[] image);

    @HTTP(method = "DELETE", path = "items", hasBody = true)
    void removeAll(@Body List<Long> ids);
}
