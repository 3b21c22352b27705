package shop;

import dev.failover.annotations.FailoverService;
import java.util.List;
import retrofit2.Call;
import retrofit2.http.*;

@FailoverService(name = "orders")
interface Retrofit {
    @GET("a")
    Call<List<String>> call(); // error: FS021 call returns retrofit2.Call<List<String>>, which needs Retrofit at run time. Return List<String>, Response<List<String>>

    @GET("b")
    String url(@Url String url); // error: FS060 it would be the whole URL, so failover could never choose another endpoint

    @GET("c")
    String name(@QueryName String name); // error: FS060 a query has names with values. Use @Query("name").

    @GET("d")
    String tag(@Tag String tag); // error: FS060 it is for interceptors of OkHttp

    @GET("e/{id}")
    @Streaming // warning: FS061 bodies are always read to their end
    String encoded(@Path(value = "id", encoded = true) String id); // warning: FS061 @Path(encoded = true)

    @POST("f")
    String unannotated(String body); // error: FS060 body without an annotation

    @POST("g")
    String field(@Field("x") String x); // error: FS026 Put @FormUrlEncoded on field

    @Multipart
    @POST("h")
    String encoding(@Part(value = "x", encoding = "binary") String x); // warning: FS061 @Part(encoding): it would be a header of the part

    @GET("https://b.example/i") // error: FS015
    String absolute();
}
