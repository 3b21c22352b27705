package dev.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.config.ServiceSettings;
import dev.failover.http.Headers;
import dev.failover.http.HttpMethod;
import dev.failover.http.Request;
import dev.failover.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A service of which only some calls use the cache, as those of one method of an interface that is {@code @Cached}. */
class CachedMethodsTest {
    private final FakeTransport transport = new FakeTransport();
    private final List<Request> asked = new ArrayList<>();

    private Response answer(Request request) {
        asked.add(request);
        byte[] body = ("number " + asked.size()).getBytes(StandardCharsets.UTF_8);
        return new Response(
                200, Headers.builder().add("Cache-Control", "max-age=100").build(), body);
    }

    @Test
    void theOthersAskEachTimeAndForgetWhatTheyMayHaveChanged() {
        transport.host("a", this::answer);
        try (FailoverManager manager =
                FailoverManager.builder().transport(transport).build()) {
            ServiceClient plain = manager.register(new InternalService("orders", null, "http://a"))
                    .service("orders");
            ServiceClient cached =
                    plain.with(ServiceSettings.ofCode("orders", "OrderApi.find", Map.of("cache.enabled", "true")));

            assertThat(cached.execute(Request.get("/1")).text()).isEqualTo("number 1");
            assertThat(cached.execute(Request.get("/1")).text()).isEqualTo("number 1");
            assertThat(plain.execute(Request.get("/1")).text()).isEqualTo("number 2");
            assertThat(cached.execute(Request.get("/1")).text()).isEqualTo("number 1");

            plain.execute(Request.builder(HttpMethod.PUT, "/1").body("x").build());
            assertThat(cached.execute(Request.get("/1")).text()).isEqualTo("number 4");

            plain.executeAsync(Request.builder(HttpMethod.DELETE, "/1").build()).join();
            assertThat(cached.execute(Request.get("/1")).text()).isEqualTo("number 6");
        }
    }
}
