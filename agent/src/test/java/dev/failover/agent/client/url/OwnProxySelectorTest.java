package dev.failover.agent.client.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.failover.agent.Engines;
import dev.failover.agent.TestServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A proxy selector of the program that throws: it is asked as often as without the agent, and told as there. */
class OwnProxySelectorTest {
    private final ProxySelector before = ProxySelector.getDefault();
    private final List<URI> asked = new CopyOnWriteArrayList<>();
    private TestServer first;
    private TestServer second;

    /** What a program may do with a connection that is not there. */
    enum Asking {
        CODE(HttpURLConnection::getResponseCode),
        MESSAGE(HttpURLConnection::getResponseMessage),
        STREAM(HttpURLConnection::getInputStream),
        LINE(connection -> connection.getHeaderField(0)),
        FIELD(connection -> connection.getHeaderField("X-Id")),
        FIELDS(HttpURLConnection::getHeaderFields),
        CONNECT(connection -> {
            connection.connect();
            return null;
        }),
        CODE_AFTER_CONNECT(connection -> {
            catchThrowable(connection::connect);
            return connection.getResponseCode();
        });

        private interface Program {
            Object of(HttpURLConnection connection) throws IOException;
        }

        private final Program program;

        Asking(Program program) {
            this.program = program;
        }

        /** What it brings when it is done twice. */
        List<String> seen(HttpURLConnection connection) {
            List<String> seen = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                try {
                    seen.add(String.valueOf(program.of(connection)));
                } catch (IOException | RuntimeException thrown) {
                    seen.add(thrown + " because of " + thrown.getCause());
                }
            }
            return seen;
        }
    }

    @BeforeEach
    void start() throws IOException {
        first = new TestServer("A");
        second = new TestServer("B");
    }

    @AfterEach
    void stop() throws IOException {
        ProxySelector.setDefault(before);
        first.close();
        second.close();
    }

    private void throwing(Runnable failing) {
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                if (!first.url().endsWith(":" + uri.getPort())) {
                    // There is one for the whole JVM: somebody else's connection.
                    return List.of(Proxy.NO_PROXY);
                }
                asked.add(uri);
                failing.run();
                throw new AssertionError("has not failed");
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException refused) {
                throw new AssertionError(refused);
            }
        });
    }

    private void seesTheSame(Asking asking) throws IOException {
        HttpURLConnection plain =
                (HttpURLConnection) URI.create(first.url() + "/x").toURL().openConnection();
        List<String> expected = asking.seen(plain);
        int times = asked.size();
        HttpURLConnection connection = Facades.openSelecting(Engines.of(first.url(), second.url()), first.url() + "/x");
        assertThat(asking.seen(connection)).isEqualTo(expected);
        assertThat(asked).hasSize(2 * times).containsOnly(URI.create(first.url() + "/x"));
    }

    @ParameterizedTest
    @EnumSource(Asking.class)
    void isToldAsTheJdkTellsIt(Asking asking) throws IOException {
        // Made in the JDK, as one that is made in a package of ours counts as our own fault.
        throwing(() -> Optional.empty().orElseThrow());
        seesTheSame(asking);
    }

    /** The JDK makes an {@link IOException} of it. */
    @ParameterizedTest
    @EnumSource(Asking.class)
    void soIsOneThatDoesNotLikeTheAddress(Asking asking) throws IOException {
        throwing(() -> {
            throw new IllegalArgumentException("own");
        });
        seesTheSame(asking);
    }
}
