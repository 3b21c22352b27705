package acme.frameworks;

import com.google.api.client.http.ByteArrayContent;
import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestFactory;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.javanet.NetHttpTransport;
import java.io.IOException;

/** What the clients of Google's services are made of, as it comes. */
public class GoogleOnUrl implements Framework {
    private final HttpRequestFactory requests;

    public GoogleOnUrl() {
        this(new NetHttpTransport());
    }

    GoogleOnUrl(HttpTransport transport) {
        requests = transport.createRequestFactory();
    }

    @Override
    public Answer get(String base, String path) throws IOException {
        return answer(requests.buildGetRequest(new GenericUrl(base + path)));
    }

    @Override
    public Answer post(String base, String path, String word) throws IOException {
        return answer(requests.buildPostRequest(
                new GenericUrl(base + path), ByteArrayContent.fromString("text/plain", word)));
    }

    private static Answer answer(HttpRequest request) throws IOException {
        HttpResponse response = request.execute();
        return new Answer(response.getStatusCode(), response.parseAsString());
    }
}
