package shop;

import dev.failover.annotations.Body;
import dev.failover.annotations.DELETE;
import dev.failover.annotations.FailoverService;
import dev.failover.annotations.GET;
import dev.failover.annotations.HTTP;
import dev.failover.annotations.Header;
import dev.failover.annotations.Idempotent;
import dev.failover.annotations.POST;
import dev.failover.annotations.Path;
import dev.failover.annotations.Query;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

@FailoverService(name = "parameters", endpoints = "http://localhost:8080/base")
public interface ParameterApi {
    @GET("/p/{a}/{b}/{c}/{d}/{e}")
    String path(int a, long b, char c, TimeUnit d, Boolean e);

    @GET("/{a}.{ext}/x/{a}")
    String repeated(@Path("a") String name, String ext);

    @GET("/q")
    String query(int i, char c, double d, Optional<String> maybe, Set<TimeUnit> units, String... many);

    @GET("relative{?filters}")
    String maps(Map<String, ?> filters, @Query Map<String, List<String>> more, @Header Map<String, String> headers);

    @GET("/h")
    String headers(@Header("X-A") Collection<String> a, @Header("X-B") int b, @Header("Accept") String accept);

    @GET("/names/{request}")
    String names(String request, String client, String codec, String NAMES);

    @GET("/names")
    String names();

    @POST("/bytes")
    String bytes(byte[] content);

    @POST("/nothing")
    @Idempotent
    String nothing();

    @DELETE("/bulk")
    String deleteAll(@Body Map<String, Integer> ids, boolean force);

    @HTTP(method = "PROPFIND", path = "/dav/{path}?depth=1&props={props}&x=y{&z}")
    String propfind(String path, String props, String z);
}
