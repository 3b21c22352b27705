package acme.frameworks;

import org.springframework.http.ResponseEntity;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** What it takes when there is nothing but the JDK. */
public class RestClientOnJdk implements Framework {
    private final RestClient client;

    public RestClientOnJdk() {
        this(new JdkClientHttpRequestFactory());
    }

    RestClientOnJdk(ClientHttpRequestFactory factory) {
        client = RestClient.builder().requestFactory(factory).build();
    }

    @Override
    public Answer get(String base, String path) {
        return answer(client.get().uri(base + path).retrieve().toEntity(String.class));
    }

    @Override
    public Answer post(String base, String path, String word) {
        return answer(client.post().uri(base + path).body(word).retrieve().toEntity(String.class));
    }

    private static Answer answer(ResponseEntity<String> answer) {
        return new Answer(answer.getStatusCode().value(), answer.getBody());
    }
}
