package acme.frameworks;

import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.web.client.RestTemplate;

/** On Apache HttpClient 4. */
public final class RestTemplateOnApache extends RestTemplateOnUrl {
    public RestTemplateOnApache() {
        super(new RestTemplate(new HttpComponentsClientHttpRequestFactory()));
    }
}
