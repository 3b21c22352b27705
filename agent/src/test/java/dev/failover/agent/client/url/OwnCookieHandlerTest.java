package dev.failover.agent.client.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.failover.agent.Engines;
import dev.failover.agent.TestServer;
import dev.failover.agent.client.AgentEngine;
import java.io.IOException;
import java.net.CookieHandler;
import java.net.HttpURLConnection;
import java.net.SocketException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cookie handler of the program that fails is its own doing: no other endpoint is asked, and none is to blame. */
class OwnCookieHandlerTest {
    private final CookieHandler before = CookieHandler.getDefault();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private TestServer first;
    private TestServer second;

    @BeforeEach
    void start() throws IOException {
        first = new TestServer("A");
        second = new TestServer("B");
    }

    @AfterEach
    void stop() throws IOException {
        CookieHandler.setDefault(before);
        first.close();
        second.close();
    }

    /** @param failing "get" or "put": what fails for the first endpoint, and would not for the second one */
    private void failing(String failing) {
        CookieHandler.setDefault(new CookieHandler() {
            @Override
            public Map<String, List<String>> get(URI uri, Map<String, List<String>> request) throws IOException {
                return answer("get", uri);
            }

            @Override
            public void put(URI uri, Map<String, List<String>> response) throws IOException {
                answer("put", uri);
            }

            private Map<String, List<String>> answer(String how, URI uri) throws IOException {
                asked.add(how + " " + uri);
                if (how.equals(failing) && uri.toString().startsWith(first.url())) {
                    // Such as one that keeps its cookies elsewhere.
                    throw new SocketException("own");
                }
                return Map.of();
            }
        });
    }

    private HttpURLConnection open() {
        return Facades.open(Engines.of(first.url(), second.url()), first.url() + "/x");
    }

    @Test
    void thatBringsNoCookiesIsAskedOnce() {
        failing("get");
        HttpURLConnection connection = open();
        assertThat(catchThrowable(connection::getResponseCode))
                .isExactlyInstanceOf(SocketException.class)
                .hasMessage("own");
        assertThat(catchThrowable(connection::getInputStream)).hasMessage("own");
        assertThat(asked).containsExactly("get " + first.url() + "/x");
        assertThat(second.connections()).isZero();
    }

    @Test
    void norIsItAskedAgainForABodyThatIsStreamed() throws IOException {
        failing("get");
        HttpURLConnection connection = open();
        connection.setRequestMethod("PUT");
        connection.setDoOutput(true);
        connection.setChunkedStreamingMode(0);
        assertThat(catchThrowable(connection::getOutputStream)).hasMessage("own");
        assertThat(asked).hasSize(1);
        assertThat(second.connections()).isZero();
    }

    /** The JDK itself reads such an answer twice, and then has a status but no body. */
    @Test
    void thatTakesNoCookiesIsTheEndToo() throws IOException {
        failing("put");
        HttpURLConnection connection = open();
        assertThat(connection.getResponseCode()).isEqualTo(200);
        assertThat(catchThrowable(connection::getInputStream)).hasMessage("own");
        assertThat(second.connections()).isZero();
    }

    @Test
    void isHeldAgainstNobody() throws IOException {
        failing("get");
        AgentEngine engine = Engines.with("breaker.failure-threshold=1", first.url(), second.url());
        catchThrowable(Facades.open(engine, first.url() + "/x")::getResponseCode);
        CookieHandler.setDefault(before);
        assertThat(Facades.open(engine, first.url() + "/x").getHeaderField("X-Id"))
                .isEqualTo("A");
    }

    @Test
    void aConnectionThatBreaksUnderACookieHandlerIsNoneOfIt() throws IOException {
        failing("neither");
        first.answering("reset");
        assertThat(Facades.text(open().getInputStream())).isEqualTo("B /x");
    }

    @Test
    void whatItAsksForItselfGoesOnElsewhere() throws IOException {
        first.answering("reset");
        AgentEngine engine = Engines.of(first.url(), second.url());
        CookieHandler.setDefault(new CookieHandler() {
            @Override
            public Map<String, List<String>> get(URI uri, Map<String, List<String>> request) throws IOException {
                if (uri.getPath().equals("/x")) {
                    asked.add(Facades.text(
                            Facades.open(engine, first.url() + "/cookies").getInputStream()));
                }
                return Map.of();
            }

            @Override
            public void put(URI uri, Map<String, List<String>> response) {}
        });
        assertThat(Facades.open(engine, second.url() + "/x").getResponseCode()).isEqualTo(200);
        assertThat(asked).containsExactly("B /cookies");
    }
}
