package acme.frameworks;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import co.elastic.clients.transport.rest5_client.Rest5ClientTransport;
import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.apache.hc.core5.http.HttpHost;

/** With one host, so that nothing of its own goes elsewhere. */
public final class Elasticsearch implements Framework {
    @Override
    public Answer get(String base, String path) throws IOException {
        try (ElasticsearchClient client = client(base)) {
            return Answer.ok(client.get(get -> get.index("things").id("seven"), Map.class)
                    .id());
        }
    }

    @Override
    public Answer post(String base, String path, String word) throws IOException {
        try (ElasticsearchClient client = client(base)) {
            return Answer.ok(client.index(index -> index.index("things").document(Map.of("word", word)))
                    .id());
        }
    }

    private static ElasticsearchClient client(String base) {
        URI uri = URI.create(base);
        Rest5Client client = Rest5Client.builder(new HttpHost("http", uri.getHost(), uri.getPort()))
                .setPathPrefix(uri.getPath())
                .build();
        return new ElasticsearchClient(new Rest5ClientTransport(client, new JacksonJsonpMapper()));
    }
}
