package acme.frameworks;

import java.io.IOException;
import java.net.URI;
import org.apache.http.HttpHost;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.RestClient;

/** The low-level client, with one host, so that nothing of its own goes elsewhere. */
public final class ElasticsearchRest implements Framework {
    @Override
    public Answer get(String base, String path) throws IOException {
        return answer(base, new Request("GET", path));
    }

    @Override
    public Answer post(String base, String path, String word) throws IOException {
        Request request = new Request("POST", path);
        request.setJsonEntity("{\"word\":\"" + word + "\"}");
        return answer(base, request);
    }

    private static Answer answer(String base, Request request) throws IOException {
        URI uri = URI.create(base);
        try (RestClient client = RestClient.builder(new HttpHost(uri.getHost(), uri.getPort()))
                .setPathPrefix(uri.getPath())
                .build()) {
            Response response = client.performRequest(request);
            return new Answer(response.getStatusLine().getStatusCode(), EntityUtils.toString(response.getEntity()));
        }
    }
}
