package dev.failover.agent.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.Engines;
import dev.failover.endpoint.Endpoint;
import org.junit.jupiter.api.Test;

/** Which URL belongs to a service, and where its path goes. */
class RoutesTest {
    private static final Endpoint B = Endpoint.of("http://b.example:8080/v2");

    private static String at(Endpoint endpoint, AgentEngine engine, String scheme, String host, int port, String path) {
        Route route = engine.routes().find(scheme, host, port, path);
        return route == null ? null : route.url(endpoint, null);
    }

    @Test
    void belongsByEndpoint() {
        AgentEngine engine = Engines.of("http://a.example:8080/api", "http://b.example:8080/v2");
        assertThat(at(B, engine, "http", "a.example", 8080, "/api/x")).isEqualTo("http://b.example:8080/v2/x");
        assertThat(at(B, engine, "HTTP", "A.Example", 8080, "/api")).isEqualTo("http://b.example:8080/v2");
        assertThat(at(B, engine, "http", "a.example", 8080, "/apis")).isNull();
        assertThat(at(B, engine, "http", "a.example", -1, "/api")).isNull();
        assertThat(at(B, engine, "https", "a.example", 8080, "/api")).isNull();
        assertThat(at(B, engine, "http", "c.example", 8080, "/api")).isNull();
        assertThat(at(B, engine, null, null, -1, null)).isNull();
    }

    @Test
    void belongsByPattern() {
        AgentEngine engine = Engines.with("match=http://*.old.example/legacy,http://gate:1", B.toString());
        assertThat(at(B, engine, "http", "x.old.example", -1, "/legacy/y")).isEqualTo("http://b.example:8080/v2/y");
        assertThat(at(B, engine, "http", "old.example", -1, "/legacy/y")).isNull();
        assertThat(at(B, engine, "http", "gate", 1, "/z")).isEqualTo("http://b.example:8080/v2/z");
        assertThat(engine.routes().find("http", "gate", 1, "/z").spec(true).preferred())
                .isEqualTo(-1);
    }

    /** A server may know the one and not the other, as those of SOAP do. */
    @Test
    void theBasePathItselfGetsNoSlash() {
        AgentEngine engine = Engines.with(
                "match=http://gate/legacy", "http://a.example/services/Orders", "http://c.example", B.toString());
        assertThat(at(B, engine, "http", "a.example", -1, "/services/Orders")).isEqualTo(B.toString());
        assertThat(at(B, engine, "http", "a.example", -1, "/services/Orders/")).isEqualTo(B + "/");
        assertThat(at(B, engine, "http", "gate", -1, "/legacy")).isEqualTo(B.toString());
        assertThat(at(Endpoint.of("http://c.example"), engine, "http", "gate", -1, "/legacy"))
                .isEqualTo("http://c.example/");
        assertThat(engine.routes().find("http", "gate", -1, "/legacy").pathAt(Endpoint.of("http://c.example"), "x"))
                .isEqualTo("/?x");
    }

    /** Brackets or none, zeros or none. */
    @Test
    void belongsByIp6Address() {
        AgentEngine engine = Engines.with("match=http://[::2]", "http://[0:0:0:0:0:0:0:1]:1/api", B.toString());
        assertThat(at(B, engine, "http", "[::1]", 1, "/api/x")).isEqualTo("http://b.example:8080/v2/x");
        assertThat(at(B, engine, "http", "::1", 1, "/api/x")).isEqualTo("http://b.example:8080/v2/x");
        assertThat(at(B, engine, "http", "[0::1]", 1, "/api/x")).isEqualTo("http://b.example:8080/v2/x");
        assertThat(at(B, engine, "http", "[0::2]", -1, "/x")).isEqualTo("http://b.example:8080/v2/x");
        assertThat(at(B, engine, "http", "[::3]", 1, "/api/x")).isNull();
        assertThat(engine.routes().mayKnow("[0::1]")).isTrue();
        assertThat(Engines.of("http://a.example", "http://b.example").routes().mayKnow("[0::1]"))
                .isFalse();
    }

    /** The server takes it for something beside the base path, and so would the other endpoint with its own. */
    @Test
    void whatClimbsOutBelongsToNobody() {
        AgentEngine engine = Engines.of("http://a.example/api/v1", "http://a.example/api", B.toString());
        assertThat(at(B, engine, "http", "a.example", 80, "/api/v1/x/../y")).isEqualTo(B + "/x/../y");
        assertThat(at(B, engine, "http", "a.example", 80, "/api/v1/../y")).isEqualTo(B + "/v1/../y");
        assertThat(at(B, engine, "http", "a.example", 80, "/api/v1/../../y")).isNull();
        assertThat(at(B, engine, "http", "a.example", 80, "/api/%2e%2E/y")).isNull();
    }

    @Test
    void neverGoesFromHttpsToHttp() {
        AgentEngine mixed = Engines.of("https://a.example", "http://b.example", "https://c.example");
        Route secure = mixed.routes().find("https", "c.example", -1, "/x");
        assertThat(secure.service().endpoints())
                .extracting(Object::toString)
                .containsExactly("https://a.example", "https://c.example");
        assertThat(secure.spec(true).preferred()).isEqualTo(1);
        assertThat(mixed.routes().find("http", "b.example", -1, "/x").service().endpoints())
                .hasSize(3);
        AgentEngine plain = Engines.with("match=https://gate", "http://b.example");
        assertThat(plain.routes().find("https", "gate", -1, "/x")).isNull();
    }

    @Test
    void theClosestBasePathWins() {
        AgentEngine engine = Engines.with("match=http://a.example/api", "http://a.example", "http://a.example/api/v1");
        assertThat(engine.routes()
                        .find("http", "a.example", 80, "/api/v1/x")
                        .spec(true)
                        .preferred())
                .isEqualTo(1);
        assertThat(engine.routes()
                        .find("http", "a.example", 80, "/api/x")
                        .spec(true)
                        .preferred())
                .isEqualTo(-1);
        assertThat(engine.routes()
                        .find("http", "a.example", 80, "/x")
                        .spec(true)
                        .preferred())
                .isZero();
    }
}
