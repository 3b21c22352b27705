package dev.failover.agent.client.jdk;

import dev.failover.agent.client.Revalidation;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/** The program's request once more, of which nobody waits for the answer: it validates what has answered the program. */
final class Revalidating extends RoutedRequest {
    private final Revalidation revalidation;

    private Revalidating(HttpRequest original, Revalidation revalidation) {
        super(original, original.uri(), original.timeout().orElse(null), null);
        this.revalidation = revalidation;
    }

    Revalidation revalidation() {
        return revalidation;
    }

    /** Read to its end, the answer is stored. */
    static void start(HttpClient client, HttpRequest original, Revalidation revalidation) {
        CompletableFuture<?> unused = client.sendAsync(
                        new Revalidating(original, revalidation), BodyHandlers.ofByteArray())
                .whenComplete((answer, failure) -> revalidation.close());
    }
}
