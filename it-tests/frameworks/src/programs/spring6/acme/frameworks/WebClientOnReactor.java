package acme.frameworks;

import org.springframework.http.ResponseEntity;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** As it comes, on Reactor Netty. */
public final class WebClientOnReactor implements Framework {
    private final WebClient client = WebClient.create();

    @Override
    public Answer get(String base, String path) {
        return answer(client.get().uri(base + path).retrieve().toEntity(String.class));
    }

    @Override
    public Answer post(String base, String path, String word) {
        return answer(client.post().uri(base + path).bodyValue(word).retrieve().toEntity(String.class));
    }

    private static Answer answer(Mono<ResponseEntity<String>> answer) {
        ResponseEntity<String> entity = answer.block();
        return new Answer(entity.getStatusCode().value(), entity.getBody());
    }
}
