package acme.suite.jdk;

import acme.suite.Footprint;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A program that makes one call. */
public final class FirstGet {
    private FirstGet() {}

    public static void main(String[] args) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(args[0])).build(), HttpResponse.BodyHandlers.ofString());
        System.out.println(answer.statusCode());
        Footprint.print();
    }
}
