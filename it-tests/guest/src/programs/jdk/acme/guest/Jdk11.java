package acme.guest;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** {@code java.net.http}, by both of its ways. */
public final class Jdk11 implements Calls.Client {
    private final HttpClient client = HttpClient.newHttpClient();
    private int calls;

    @Override
    public String get(String url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        return calls++ % 2 == 0
                ? client.send(request, BodyHandlers.ofString()).body()
                : client.sendAsync(request, BodyHandlers.ofString()).get().body();
    }
}
