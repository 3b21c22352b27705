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

/** What becomes of Feign, with its own annotations and with those of Spring MVC, against a real server. */
class FeignTest {
    private EchoServer server;
    private EchoServer other;
    private FailoverManager manager;
    private FeignApi api;
    private FeignClientApi mvc;

    @BeforeEach
    void start() throws IOException {
        server = new EchoServer();
        other = new EchoServer();
        manager = FailoverManager.create()
                .serviceOrRegister("feign", server.url())
                .serviceOrRegister("mvc", server.url());
        api = Stubs.create(FeignApi.class, manager);
        mvc = Stubs.create(FeignClientApi.class, manager);
    }

    @AfterEach
    void stop() {
        manager.close();
        server.close();
        other.close();
    }

    @Test
    void templatesOfTheRequestLineNameTheParameters() {
        assertThat(api.find("a/b", true, "a%2Fb", "t")).isEqualTo("/base/things/a%2Fb?fixed=1&full=true&q=a%252Fb");
        assertThat(server.last().header("Accept")).isEqualTo("application/json");
        assertThat(server.last().header("Content-type")).isNull();
        assertThat(server.last().header("X-tenant")).isEqualTo("t");
        assertThat(api.find("1", null, "", null)).isEqualTo("/base/things/1?fixed=1&q=");
        assertThat(server.last().header("X-tenant")).isNull();
        assertThatThrownBy(() -> api.find(null, null, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("id is null");
    }

    @Test
    void valuesStandWithinHeaders() {
        api.clear("secret", 3, null);
        assertThat(server.last().header("Authorization")).isEqualTo("Bearer secret");
        assertThat(server.last().header("If-match")).isEqualTo("\"3\"");
        api.clear(null, 3, null);
        assertThat(server.last().header("Authorization")).isNull();
    }

    @Test
    void mapsAndBeansAreTakenApart() {
        assertThat(api.list(
                        Arrays.asList("a", "b,c"),
                        Map.of("k", List.of(1, 2)),
                        new FeignApi.Page(3, null),
                        Map.of("X-More", "m"),
                        "t"))
                .isEqualTo("/base/things?tag=a,b%2Cc&k=1&k=2&number=3");
        assertThat(server.last().header("X-more")).isEqualTo("m");
    }

    @Test
    void whatIsNotAnnotatedIsTheBodyOrTheBaseUrl() {
        api.create(List.of(1, 2), URI.create(other.url()), "t");
        assertThat(server.received).isEmpty();
        assertThat(other.last().text()).isEqualTo("[1,2]");
        assertThat(other.last().header("Content-type")).isEqualTo("application/json");
        api.create(List.of(3), null, "t");
        assertThat(server.last().text()).isEqualTo("[3]");
        api.login("a b", "p", "t");
        assertThat(server.last().text()).isEqualTo("user=a%20b&password=p");
        assertThat(server.last().header("Content-type")).isEqualTo("application/x-www-form-urlencoded");
    }

    @Test
    void mappingsOfSpringMvcAreRequests() {
        assertThat(mvc.find("a/b", new String[] {"x", "y"}, null)).isEqualTo("/base/things/a%2Fb?fields=x&fields=y");
        mvc.find("1", new String[0], URI.create(other.url()));
        assertThat(other.last().target()).isEqualTo("/base/things/1");
        assertThatThrownBy(() -> mvc.find("1", null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fields is null");
        assertThat(mvc.list(new FeignClientApi.Page(2, "name"))).isEqualTo("/base/things?number=2&order=name");
        mvc.create(List.of(1));
        assertThat(server.last().text()).isEqualTo("[1]");
        assertThat(server.last().header("Accept")).isEqualTo("text/plain");
        assertThat(mvc.change("text")).isEqualTo("/base/things/all");
        assertThat(server.last().method()).isEqualTo("PATCH");
        assertThat(server.last().header("X-mode")).isEqualTo("all");
        mvc.remove(4);
        assertThat(server.last().target()).isEqualTo("/base/things/4");
    }
}
