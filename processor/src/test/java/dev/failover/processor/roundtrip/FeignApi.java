package dev.failover.processor.roundtrip;

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

/** What Feign's own contract can say. */
@FailoverService(name = "feign")
@Headers({"Accept: application/json", "Content-Type: application/json", "X-Tenant: {tenant}"})
public interface FeignApi {
    @RequestLine("GET /things/{id}?full={full}&q={q}&fixed=1")
    String find(
            @Param("id") String id, @Param("full") Boolean full, @Param("q") String q, @Param("tenant") String tenant);

    @RequestLine(value = "GET /things?tag={tag}", collectionFormat = CollectionFormat.CSV)
    String list(
            @Param("tag") List<String> tags,
            @QueryMap Map<String, Object> filters,
            @QueryMap Page page,
            @HeaderMap Map<String, String> fields,
            @Param("tenant") String tenant);

    @RequestLine("POST /things")
    String create(List<Integer> numbers, URI base, @Param("tenant") String tenant);

    @RequestLine("POST /login")
    @Headers("Content-Type: application/x-www-form-urlencoded")
    String login(@Param("user") String user, @Param("password") String password, @Param("tenant") String tenant);

    @RequestLine("DELETE /things")
    @Headers({"Authorization: Bearer {token}", "If-Match: \"{version}\""})
    void clear(@Param("token") String token, @Param("version") int version, @Param("tenant") String tenant);

    /** Its getters are the query. */
    record Page(int number, String order) {}
}
