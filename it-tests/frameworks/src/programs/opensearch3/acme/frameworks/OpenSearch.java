package acme.frameworks;

import java.io.IOException;
import java.net.URI;
import java.util.Collections;
import java.util.Map;
import org.apache.hc.core5.http.HttpHost;
import org.opensearch.client.opensearch.OpenSearchClient;
import org.opensearch.client.transport.OpenSearchTransport;
import org.opensearch.client.transport.httpclient5.ApacheHttpClient5TransportBuilder;

/** With one host, so that nothing of its own goes elsewhere. */
public final class OpenSearch implements Framework {
    @Override
    public Answer get(String base, String path) throws IOException {
        try (OpenSearchTransport transport = transport(base)) {
            return Answer.ok(new OpenSearchClient(transport)
                    .get(get -> get.index("things").id("seven"), Map.class)
                    .id());
        }
    }

    @Override
    public Answer post(String base, String path, String word) throws IOException {
        try (OpenSearchTransport transport = transport(base)) {
            return Answer.ok(new OpenSearchClient(transport)
                    .index(index -> index.index("things").document(Collections.singletonMap("word", word)))
                    .id());
        }
    }

    private static OpenSearchTransport transport(String base) {
        URI uri = URI.create(base);
        return ApacheHttpClient5TransportBuilder.builder(new HttpHost("http", uri.getHost(), uri.getPort()))
                .setPathPrefix(uri.getPath())
                .build();
    }
}
