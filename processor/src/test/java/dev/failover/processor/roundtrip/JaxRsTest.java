package dev.failover.processor.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failover.FailoverManager;
import dev.failover.stub.StatusException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of JAX-RS, against a real server. */
class JaxRsTest {
    private EchoServer server;
    private FailoverManager manager;
    private JaxRsApi api;

    @BeforeEach
    void start() throws IOException {
        server = new EchoServer();
        manager = FailoverManager.create().serviceOrRegister("jaxrs", server.url());
        api = Stubs.create(JaxRsApi.class, manager);
    }

    @AfterEach
    void stop() {
        manager.close();
        server.close();
    }

    @Test
    void pathsOfInterfaceAndMethodAreJoined() {
        assertThat(api.all()).isEqualTo("/base/things/");
        assertThat(server.last().header("Accept")).isEqualTo("application/json");
        assertThat(server.last().header("Content-type")).isNull();
    }

    @Test
    void parametersGoWhereTheirAnnotationsSay() {
        assertThat(api.parts("a/b?c=d", Arrays.asList("x", null, "y z"), null, "t", "s"))
                .isEqualTo("/base/things/a%2Fb%3Fc%3Dd/parts?q=x&q=y%20z&size=10");
        assertThat(server.last().header("X-trace")).isEqualTo("t");
        assertThat(server.last().header("Cookie")).isEqualTo("session=s");
        assertThat(api.parts("1", null, 3, null, null)).isEqualTo("/base/things/1/parts?size=3");
        assertThatThrownBy(() -> api.parts(null, null, 3, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("id is null");
    }

    @Test
    void headersAreWrittenOrComputed() {
        api.all();
        assertThat(server.last().header("X-client")).isEqualTo("web");
        assertThat(server.last().header("X-computed")).isEqualTo("for X-Computed");
        api.login(new JaxRsApi.Login("u", null));
        assertThat(server.last().header("X-computed")).isEqualTo("not");
    }

    @Test
    void whatIsNotAnnotatedIsTheBody() {
        api.create(List.of(1, 2)).toCompletableFuture().join();
        assertThat(server.last().text()).isEqualTo("[1,2]");
        assertThat(server.last().header("Content-type")).isEqualTo("application/json");
        assertThat(api.removeBecause("7", "\"old\"")).isEqualTo("/base/things/7");
        assertThat(server.last().method()).isEqualTo("DELETE");
        assertThat(server.last().text()).isEqualTo("\"old\"");
        assertThat(server.last().header("Accept")).isEqualTo("text/plain");
    }

    @Test
    void beansSendWhatIsAnnotatedInThem() {
        assertThat(api.login(new JaxRsApi.Login("a b", "/x"))).isEqualTo("/base/things/login?next=%2Fx");
        assertThat(server.last().text()).isEqualTo("user=a%20b");
        assertThat(server.last().header("Content-type")).isEqualTo("application/x-www-form-urlencoded");
    }

    @Test
    void faultToleranceMeansWhatItSays() {
        server.answers(503, "text/plain", "");
        assertThatThrownBy(api::flaky).isInstanceOf(StatusException.class);
        assertThat(server.received).hasSize(3);
        server.hangs();
        assertThat(api.slow("q")).isEqualTo("instead of q");
        assertThat(server.received).hasSize(4);
    }
}
