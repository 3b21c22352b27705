package acme.guest;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes a call by a client that it does not keep, and cleans up while it waits for the answer. */
public final class Waiting {
    private Waiting() {}

    public static void main(String[] arguments) throws Exception {
        CompletableFuture<HttpResponse<String>> answer = call(arguments[0]);
        // Much longer than the server has asked for.
        for (int i = 0; i < 150 && !answer.isDone(); i++) {
            System.gc();
            try {
                answer.get(200, TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                // once more, then
            }
        }
        System.out.println(
                answer.isDone() ? answer.get().statusCode() + " " + answer.get().body() : "no answer");
    }

    private static CompletableFuture<HttpResponse<String>> call(String url) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        return HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }
}
