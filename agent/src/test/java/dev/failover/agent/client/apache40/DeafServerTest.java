package dev.failover.agent.client.apache40;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.failover.agent.DeafServer;
import dev.failover.agent.Engines;
import dev.failover.agent.TlsServer;
import dev.failover.agent.client.AgentEngine;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpPut;
import org.apache.http.client.utils.URIUtils;
import org.apache.http.conn.ClientConnectionManager;
import org.apache.http.conn.scheme.Scheme;
import org.apache.http.conn.scheme.SchemeRegistry;
import org.apache.http.conn.ssl.SSLSocketFactory;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.impl.client.DefaultHttpClient;
import org.apache.http.impl.conn.BasicClientConnectionManager;
import org.apache.http.impl.conn.PoolingClientConnectionManager;
import org.apache.http.impl.conn.SchemeRegistryFactory;
import org.apache.http.impl.conn.SingleClientConnManager;
import org.apache.http.impl.conn.tsccm.ThreadSafeClientConnManager;
import org.apache.http.util.EntityUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("deprecation") // it is what the old client has
class DeafServerTest {
    static Stream<Function<SchemeRegistry, ClientConnectionManager>> pools() {
        return Stream.of(
                SingleClientConnManager::new,
                ThreadSafeClientConnManager::new,
                BasicClientConnectionManager::new,
                PoolingClientConnectionManager::new);
    }

    /** Its pools would wait for the thread that writes. */
    @ParameterizedTest
    @MethodSource("pools")
    void isLeftInTheMidstOfABody(Function<SchemeRegistry, ClientConnectionManager> pool) throws Exception {
        TlsServer.Identity identity = TlsServer.Identity.of("ip:127.0.0.1");
        try (DeafServer deaf = new DeafServer(identity);
                TlsServer other = new TlsServer(identity, 200, "B")) {
            String url = "https://127.0.0.1:" + deaf.port();
            AgentEngine engine = Engines.with("timeout.attempt=3s;" + Engines.AGAIN, url, other.url());
            SchemeRegistry schemes = SchemeRegistryFactory.createDefault();
            schemes.register(new Scheme("https", 443, new SSLSocketFactory(identity.context())));
            DefaultHttpClient client = new DefaultHttpClient(pool.apply(schemes));
            HttpPut request = new HttpPut(url + "/x");
            request.setEntity(new ByteArrayEntity(new byte[DeafServer.LONG]));
            Object[] answer = assertTimeoutPreemptively(
                    Duration.ofSeconds(60),
                    () -> new Apache40Execute(engine)
                            .enter(client, URIUtils.extractHost(request.getURI()), request, null));
            assertThat(answer[1]).isNull();
            assertThat(EntityUtils.toString(((HttpResponse) answer[0]).getEntity()))
                    .isEqualTo("B");
        }
    }
}
