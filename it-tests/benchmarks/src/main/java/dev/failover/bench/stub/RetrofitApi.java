package dev.failover.bench.stub;

import retrofit2.Call;
import retrofit2.http.GET;
import retrofit2.http.Header;
import retrofit2.http.Headers;
import retrofit2.http.Path;
import retrofit2.http.Query;

/** Interpreted by Retrofit, on OkHttp. */
interface RetrofitApi {
    @GET("/orders/{id}")
    @Headers("Accept: application/json")
    Call<Order> find(@Path("id") String id, @Query("view") String view, @Header("X-Trace") String trace);
}
