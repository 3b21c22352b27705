package dev.failover.agent.client.url;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.Engines;
import dev.failover.agent.TestServer;
import dev.failover.agent.client.AgentEngine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Programs keep connections for what they tell, or by neglect: what was sent by them is not kept with them. */
class KeptConnectionsTest {
    private static final int BODY = 8 << 20;
    private static final int COUNT = 12;

    @Test
    void anAnsweredConnectionKeepsNothingOfWhatWasSent() throws Exception {
        List<HttpURLConnection> connections = new ArrayList<>();
        try (TestServer server = new TestServer("A")) {
            AgentEngine engine = Engines.of(server.url());
            byte[] bytes = new byte[BODY];
            long before = used();
            for (int i = 0; i < COUNT; i++) {
                HttpURLConnection connection = Facades.open(engine, server.url() + "/x");
                connection.setDoOutput(true);
                connection.getOutputStream().write(bytes);
                try (InputStream in = connection.getInputStream()) {
                    in.readAllBytes();
                }
                connections.add(connection);
            }
            server.received().clear();
            long bound = before + (long) BODY * COUNT / 2;
            for (int i = 0; i < 100 && used() > bound; i++) {
                Thread.sleep(50);
            }
            assertThat(used()).isLessThan(bound);
        }
        assertThat(connections).hasSize(COUNT);
    }

    /** The stream that the program still has is then the JDK's own, which ignores what comes too late. */
    @Test
    void whatIsWrittenAfterTheAnswerIsIgnored() throws IOException {
        try (TestServer server = new TestServer("A")) {
            HttpURLConnection connection = Facades.open(Engines.of(server.url()), server.url() + "/x");
            connection.setDoOutput(true);
            OutputStream out = connection.getOutputStream();
            out.write('a');
            assertThat(connection.getResponseCode()).isEqualTo(200);
            out.write('b');
            out.write(new byte[] {'c'}, 0, 1);
            out.flush();
            out.close();
            assertThat(server.received()).hasSize(1);
            assertThat(Facades.text(connection.getInputStream())).isEqualTo("A /x");
        }
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
