package shop;

import dev.failover.annotations.Cookie;
import dev.failover.annotations.Default;
import dev.failover.annotations.FailoverService;
import dev.failover.annotations.GET;
import dev.failover.annotations.Header;
import dev.failover.annotations.Headers;
import dev.failover.annotations.Path;
import dev.failover.annotations.Query;
import dev.failover.annotations.Style;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

@FailoverService(name = "values")
public interface ValueApi {
    @GET("/c")
    @Headers("Cookie: fixed=1")
    String cookies(
            @Cookie String session,
            @Cookie("n") int number,
            @Cookie("tag") List<String> tags,
            @Cookie Map<String, String> more,
            @Cookie("maybe") Optional<String> maybe);

    @GET("/d/{section}{?page,unit}")
    String defaults(
            @Default("all") String section,
            @Default("1") Integer page,
            @Default("20") int size,
            @Default("DAYS") TimeUnit unit,
            @Default("0.5") @Header("X-Share") Optional<Double> share,
            @Default("none") @Cookie String session);

    @GET("/s")
    String styles(
            @Query(style = Style.CSV) Collection<String> csv,
            @Query(style = Style.SSV) List<Integer> ssv,
            @Query(value = "t", style = Style.TSV) String[] tsv,
            @Query(style = Style.PIPES) Map<String, List<String>> pipes,
            @Query(style = Style.REPEAT) List<String> repeat,
            @Query(style = Style.CSV) String single);

    @GET("/n/{id}")
    String required(
            @NonNull String id, @NonNull String q, @NonNull @Header("X-A") List<String> a, @NonNull int n, String maybe);

    @GET("/p/{id}")
    String nullable(@Path @Nullable @Default("none") String id);

    @interface NonNull {}

    @interface Nullable {}
}
