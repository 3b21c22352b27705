package dev.failover.bench.stub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.junit.jupiter.api.Test;

/** Who sends or decodes something else than the others is not beside them. */
class SameCallTest {
    @Test
    void ours() {
        CannedTransport transport = new CannedTransport();
        try (OursClient client = OursClient.by(transport)) {
            same(transport, client.api().find(TheCall.ID, TheCall.VIEW, TheCall.TRACE));
        }
    }

    @Test
    void oursOnHttpClient5() {
        CannedHttpClient5 transport = new CannedHttpClient5();
        try (OursClient client = OursClient.by(new HttpClient5Carrier(transport))) {
            same(transport, client.api().find(TheCall.ID, TheCall.VIEW, TheCall.TRACE));
        }
    }

    @Test
    void handWritten() throws IOException {
        CannedHttpClient5 transport = new CannedHttpClient5();
        same(transport, new HandWritten(transport, TheCall.BASE).find(TheCall.ID, TheCall.VIEW, TheCall.TRACE));
    }

    @Test
    void avaje() {
        CannedJdkClient transport = new CannedJdkClient();
        same(transport, Peers.avaje(transport).find(TheCall.ID, TheCall.VIEW, TheCall.TRACE));
    }

    @Test
    void retrofit() throws IOException {
        CannedCalls transport = new CannedCalls();
        same(
                transport,
                Peers.retrofit(transport)
                        .find(TheCall.ID, TheCall.VIEW, TheCall.TRACE)
                        .execute()
                        .body());
    }

    @Test
    void feign() {
        CannedFeign transport = new CannedFeign();
        same(transport, Peers.feign(transport).find(TheCall.ID, TheCall.VIEW, TheCall.TRACE));
    }

    @Test
    void spring() {
        CannedRequests transport = new CannedRequests();
        same(transport, Peers.spring(transport).find(TheCall.ID, TheCall.VIEW, TheCall.TRACE));
    }

    @Test
    void overLoopback() throws IOException {
        try (ServerProcess server = new ServerProcess();
                OursClient ours = OursClient.to(server.port());
                CloseableHttpClient http = HttpClients5.lean()) {
            HandWritten handWritten = new HandWritten(http, server.url());
            for (int i = 0; i < 3; i++) {
                assertThat(ours.api().find(TheCall.ID, TheCall.VIEW, TheCall.TRACE))
                        .isEqualTo(TheCall.ORDER);
                assertThat(handWritten.find(TheCall.ID, TheCall.VIEW, TheCall.TRACE))
                        .isEqualTo(TheCall.ORDER);
            }
        }
    }

    @Test
    void theAnswerHasSomeTwoHundredBytes() {
        assertThat(TheCall.body().length).isBetween(180, 220);
    }

    private static void same(Seen seen, Order order) {
        assertThat(seen.url()).isEqualTo(TheCall.BASE + TheCall.TARGET);
        assertThat(seen.trace()).isEqualTo(TheCall.TRACE);
        assertThat(seen.accept()).isEqualTo(TheCall.JSON);
        assertThat(order).isEqualTo(TheCall.ORDER);
    }
}
