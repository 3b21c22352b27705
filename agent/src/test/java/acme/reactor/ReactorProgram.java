package acme.reactor;

import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** A program that uses Reactor Netty. */
public final class ReactorProgram {
    /** Less than the client itself takes to give a connection up. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private ReactorProgram() {}

    /** Sends an order, which nobody sends twice once it may have left. */
    public static String post(String url, String pool) {
        HttpClient client;
        switch (pool) {
            case "own":
                client = HttpClient.create(ConnectionProvider.create("one", 1));
                break;
            case "none":
                client = HttpClient.newConnection();
                break;
            default:
                client = HttpClient.create();
                break;
        }
        return client.post()
                .uri(url)
                .send(ByteBufFlux.fromString(Mono.just("order")))
                .responseContent()
                .aggregate()
                .asString()
                .block(LONGEST);
    }
}
