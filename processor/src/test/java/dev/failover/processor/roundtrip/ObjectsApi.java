package dev.failover.processor.roundtrip;

import dev.failover.annotations.Bean;
import dev.failover.annotations.Default;
import dev.failover.annotations.FailoverService;
import dev.failover.annotations.GET;
import dev.failover.annotations.Query;
import dev.failover.annotations.Style;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What goes into the query as {@code filter[name]=x}. */
@FailoverService(name = "echo")
interface ObjectsApi {
    @GET("/q{?page}")
    String find(@Query(style = Style.DEEP_OBJECT) Filter filter, Integer page);

    @GET("/q?f={filter}")
    String map(@Query(style = Style.DEEP_OBJECT) Map<String, ?> filter);

    @GET("/q")
    String maybe(@Query(value = "r", style = Style.DEEP_OBJECT) Optional<Range> range);

    @GET("/q")
    String sure(@NonNull @Query(style = Style.DEEP_OBJECT) Limits limits);

    @GET("/q")
    String inBean(@Bean Search search);

    record Filter(
            String name,
            @Query("max-age") Integer age,
            @Default("any") String kind,
            @Query(style = Style.CSV) List<String> tags,
            List<String> states,
            Range range,
            Map<String, Object> more) {}

    /** In another object, and by itself. */
    record Range(int from, Long to) {}

    record Limits(@NonNull Range first, Range second) {}

    record Search(
            String q, @Query(style = Style.DEEP_OBJECT) Range range) {}

    /** As a nullness checker has it. */
    @interface NonNull {}
}
