package dev.failover.agent.client.jdk;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** A response that names the program's own request and URL, wherever it came from. */
final class RoutedResponse<T> implements HttpResponse<T> {
    private final HttpResponse<T> response;
    private final HttpHeaders headers;
    private final @Nullable T body;
    private final HttpRequest request;
    private final URI uri;
    private final Optional<HttpResponse<T>> previous;

    /**
     * It keeps nothing of how it was read: the program may keep it for long, and have made little of a long body.
     *
     * @param attempt brought it
     */
    RoutedResponse(
            HttpResponse<T> response,
            HttpHeaders headers,
            @Nullable T body,
            HttpRequest request,
            URI uri,
            JdkAttempt<T> attempt) {
        this.headers = headers;
        this.response = response;
        this.body = body;
        this.request = request;
        this.uri = uri;
        previous = previous(response, attempt);
    }

    private static <T> Optional<HttpResponse<T>> previous(HttpResponse<T> response, JdkAttempt<T> attempt) {
        Optional<HttpResponse<T>> before = response.previousResponse();
        return before.isPresent() ? before.map(led -> attempt.shown(led, led.body(), led.headers())) : before;
    }

    @Override
    public int statusCode() {
        return response.statusCode();
    }

    /** Overrides a method of Java 25. */
    @SuppressWarnings({"MissingOverride", "unchecked"})
    public Optional<String> connectionLabel() {
        try {
            return (Optional<String>)
                    HttpResponse.class.getMethod("connectionLabel").invoke(response);
        } catch (ReflectiveOperationException olderJava) {
            return Optional.empty();
        }
    }

    @Override
    public HttpRequest request() {
        return request;
    }

    @Override
    public Optional<HttpResponse<T>> previousResponse() {
        return previous;
    }

    @Override
    public HttpHeaders headers() {
        return headers;
    }

    @Override
    @SuppressWarnings("NullAway") // null where the program's own handler says so
    public T body() {
        return body;
    }

    @Override
    public Optional<SSLSession> sslSession() {
        return response.sslSession();
    }

    @Override
    public URI uri() {
        return uri;
    }

    @Override
    public HttpClient.Version version() {
        return response.version();
    }

    @Override
    public String toString() {
        return "(" + request.method() + " " + request.uri() + ") " + statusCode();
    }
}
