package dev.failover.processor.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failover.FailoverManager;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of Spring's HTTP interfaces, against a real server. */
class SpringTest {
    private EchoServer server;
    private FailoverManager manager;
    private SpringApi api;

    @BeforeEach
    void start() throws IOException {
        server = new EchoServer();
        manager = FailoverManager.create().serviceOrRegister("spring", server.url());
        api = Stubs.create(SpringApi.class, manager);
    }

    @AfterEach
    void stop() {
        manager.close();
        server.close();
    }

    @Test
    void namesAreThoseOfTheParametersUnlessSaidOtherwise() {
        assertThat(api.find("a b/c")).contains("/base/things/a%20b%2Fc");
        assertThat(server.last().header("Accept")).isEqualTo("application/json");
        assertThat(api.list(1, null, Arrays.asList("a", null, "b"), Map.of("k", "v"), "t", "s"))
                .isEqualTo("/base/things?page=1&page-size=20&sort=a&sort=b&k=v");
        assertThat(server.last().header("X-trace")).isEqualTo("t");
        assertThat(server.last().header("Cookie")).isEqualTo("session=s");
        api.remove(7);
        assertThat(server.last().target()).isEqualTo("/base/things/7");
    }

    @Test
    void whatIsRequiredIsNotNull() {
        assertThatThrownBy(() -> api.list(null, null, null, null, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("page is null");
        assertThatThrownBy(() -> api.login(null, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name is null");
        assertThat(server.received).isEmpty();
        assertThat(api.list(2, null, null, null, null, null)).isEqualTo("/base/things?page=2&page-size=20");
    }

    @Test
    void notFoundIsEmpty() {
        server.answers(404, "text/plain", "none");
        assertThat(api.find("1")).isEmpty();
    }

    @Test
    void bodiesAreWrittenAsTheirTypeSays() {
        api.create(List.of(1, 2));
        assertThat(server.last().text()).isEqualTo("[1,2]");
        assertThat(server.last().header("Content-type")).isEqualTo("application/vnd.list+json");
        assertThat(server.last().header("X-client")).isEqualTo("mobile");
        assertThat(api.login("a&b", Optional.of("n"))).isEqualTo("/base/things/login");
        assertThat(server.last().text()).isEqualTo("user=a%26b&next=n");
        assertThat(server.last().header("X-client")).isEqualTo("web");
        assertThat(api.upload(true, new byte[] {'x'})).isEqualTo("/base/things/upload?small=true");
        assertThat(server.last().header("Content-type")).startsWith("multipart/form-data; boundary=");
        assertThat(server.last().text()).contains("name=\"file\"").contains("\r\n\r\nx\r\n");
        api.search("what");
        assertThat(server.last().method()).isEqualTo("QUERY");
        assertThat(server.last().text()).isEqualTo("what");
    }
}
