package dev.failover.bench.stub;

import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;

/** Real Apache HttpClients 5 for hand-written code. */
final class HttpClients5 {
    private HttpClients5() {}

    /** Without what our own transport switches off too: the cheapest that one can have. */
    static CloseableHttpClient lean() {
        return HttpClients.custom()
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    /** What one has who sets nothing. */
    static CloseableHttpClient asItComes() {
        return HttpClients.createDefault();
    }
}
