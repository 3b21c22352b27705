package dev.failover.agent.client;

import dev.failover.endpoint.Endpoint;
import dev.failover.health.Probe;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;

/** Asks endpoints with the JDK's own client, past ourselves: a probe that failed over would tell nothing. */
final class UrlProbe implements Probe {
    private static final int LONGEST_BODY = 64 * 1024;

    private final AgentEngine engine;

    UrlProbe(AgentEngine engine) {
        this.engine = engine;
    }

    @Override
    public void ask(Endpoint endpoint, String path, long timeoutNanos, Answer answer) {
        engine.probes(() -> {
            int status = 0;
            Throwable why = null;
            try {
                status = get(endpoint.url(path), (int) Math.max(1, timeoutNanos / 1_000_000));
            } catch (Throwable failure) {
                // Errors too: nothing is asked again of which nothing was heard.
                why = failure;
            }
            answer.heard(status, why);
        });
    }

    private static int get(String url, int timeoutMillis) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) Passing.through(() -> new URL(url).openConnection());
        connection.setConnectTimeout(timeoutMillis);
        connection.setReadTimeout(timeoutMillis);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        int status = connection.getResponseCode();
        InputStream body = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
        if (body != null) {
            // Read to its end, the connection serves the next probe.
            byte[] chunk = new byte[4096];
            int read = 0;
            for (int n; read < LONGEST_BODY && (n = body.read(chunk)) >= 0; ) {
                read += n;
            }
            body.close();
        }
        return status;
    }
}
