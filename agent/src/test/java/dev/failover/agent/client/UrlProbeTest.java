package dev.failover.agent.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.Engines;
import dev.failover.agent.ScriptedOrigin;
import dev.failover.endpoint.Endpoint;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UrlProbeTest {
    private final ProxySelector selector = ProxySelector.getDefault();
    private ScriptedOrigin origin;

    @BeforeEach
    void start() throws IOException {
        origin = new ScriptedOrigin();
    }

    @AfterEach
    void stop() {
        ProxySelector.setDefault(selector);
        origin.close();
    }

    /** The status or the failure that a probe hears. */
    private static Object ask(String url, String path) throws Exception {
        CompletableFuture<Object> heard = new CompletableFuture<>();
        new UrlProbe(Engines.of(url))
                .ask(
                        Endpoint.of(url),
                        path,
                        TimeUnit.SECONDS.toNanos(20),
                        (status, failure) -> heard.complete(failure == null ? status : failure));
        return heard.get(60, TimeUnit.SECONDS);
    }

    private static void proxies(Function<URI, List<Proxy>> choice) {
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return choice.apply(uri);
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
        });
    }

    @Test
    void anErrorIsHeardToo() throws Exception {
        OutOfMemoryError error = new OutOfMemoryError("unable to create native thread");
        proxies(uri -> {
            throw error;
        });
        assertThat(ask(origin.url(), "/health")).isSameAs(error);
    }
}
