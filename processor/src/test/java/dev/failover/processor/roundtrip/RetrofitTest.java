package dev.failover.processor.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failover.FailoverManager;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of Retrofit, against a real server. */
class RetrofitTest {
    private EchoServer server;
    private FailoverManager manager;
    private RetrofitApi api;

    @BeforeEach
    void start() throws IOException {
        server = new EchoServer();
        manager = FailoverManager.create().serviceOrRegister("retrofit", server.url());
        api = Stubs.create(RetrofitApi.class, manager);
    }

    @AfterEach
    void stop() {
        manager.close();
        server.close();
    }

    @Test
    void pathsAreBelowTheEndpoint() throws IOException {
        assertThat(api.find("a/b", "secret", null).join()).isEqualTo("/base/things/a%2Fb");
        assertThat(server.last().header("Authorization")).isEqualTo("secret");
        assertThat(api.list(null, null, null, null)).isEqualTo("/base/things?sort=name");
        try (EchoServer other = new EchoServer()) {
            assertThat(api.find("1", null, URI.create(other.url())).join()).isEqualTo("/base/things/1");
            assertThat(other.received).hasSize(1);
        }
        assertThatThrownBy(() -> api.find("..", null, null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void parametersGoWhereTheirAnnotationsSay() {
        assertThat(api.list(2, Arrays.asList("x", null, "y z"), Map.of("k", "v"), Map.of("X-More", "m")))
                .isEqualTo("/base/things?sort=name&page=2&tag=x&tag=y%20z&k=v");
        assertThat(server.last().header("Accept")).isEqualTo("application/json");
        assertThat(server.last().header("X-client")).isEqualTo("web");
        assertThat(server.last().header("X-more")).isEqualTo("m");
    }

    @Test
    void bodiesAreWrittenAsTheMethodSays() {
        api.replace(List.of(1, 2));
        assertThat(server.last().text()).isEqualTo("[1,2]");
        api.remove(List.of(3));
        assertThat(server.last().method()).isEqualTo("DELETE");
        assertThat(server.last().text()).isEqualTo("[3]");
        api.login("u", Map.of("a", "b"));
        assertThat(server.last().text()).isEqualTo("user=u&a=b");
        api.upload("n", new byte[] {'x'});
        assertThat(server.last().text()).contains("name=\"note\"").contains("name=\"file\"");
    }
}
