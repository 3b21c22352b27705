package dev.failover.processor.roundtrip;

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
import retrofit2.http.PUT;
import retrofit2.http.Part;
import retrofit2.http.Path;
import retrofit2.http.Query;
import retrofit2.http.QueryMap;

/** What Retrofit can say. */
@FailoverService(name = "retrofit")
public interface RetrofitApi {
    @GET("things/{id}")
    CompletableFuture<String> find(@Path("id") String id, @Header("Authorization") String token, @Endpoint URI base);

    @GET("/things?sort=name")
    @Headers({"Accept: application/json", "X-Client: web"})
    String list(
            @Query("page") Integer page,
            @Query("tag") List<String> tags,
            @QueryMap Map<String, String> filters,
            @HeaderMap Map<String, String> fields);

    @PUT("things")
    String replace(@Body List<Integer> numbers);

    @FormUrlEncoded
    @POST("login")
    String login(@Field("user") String user, @FieldMap Map<String, String> more);

    @Multipart
    @POST("upload")
    String upload(@Part("note") String note, @Part("file") byte[] content);

    @HTTP(method = "DELETE", path = "things", hasBody = true)
    String remove(@Body List<Integer> numbers);
}
