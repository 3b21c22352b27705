package acme.frameworks;

import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;

/** On Apache HttpClient 5, which it takes when that is there. */
public final class RestClientOnApache extends RestClientOnJdk {
    public RestClientOnApache() {
        super(new HttpComponentsClientHttpRequestFactory());
    }
}
