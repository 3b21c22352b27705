package acme.frameworks;

import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestTemplate;

/** As it comes, still on the oldest client. */
public final class RestTemplateOnUrl implements Framework {
    private final RestTemplate template = new RestTemplate();

    @Override
    public Answer get(String base, String path) {
        return answer(template.getForEntity(base + path, String.class));
    }

    @Override
    public Answer post(String base, String path, String word) {
        return answer(template.postForEntity(base + path, word, String.class));
    }

    private static Answer answer(ResponseEntity<String> answer) {
        return new Answer(answer.getStatusCode().value(), answer.getBody());
    }
}
