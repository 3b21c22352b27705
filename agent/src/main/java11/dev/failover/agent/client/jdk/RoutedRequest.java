package dev.failover.agent.client.jdk;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The program's request at an endpoint: with another URL, another bound, and a body that is watched. */
class RoutedRequest extends HttpRequest {
    private final HttpRequest original;
    private final URI uri;
    private final @Nullable Duration timeout;
    private final @Nullable BodyPublisher body;
    private final HttpHeaders headers;

    RoutedRequest(HttpRequest original, URI uri, @Nullable Duration timeout, @Nullable BodyPublisher body) {
        this(original, uri, timeout, body, original.headers());
    }

    RoutedRequest(
            HttpRequest original,
            URI uri,
            @Nullable Duration timeout,
            @Nullable BodyPublisher body,
            HttpHeaders headers) {
        this.headers = headers;
        this.original = original;
        this.uri = uri;
        this.timeout = timeout;
        this.body = body;
    }

    @Override
    public Optional<BodyPublisher> bodyPublisher() {
        return Optional.ofNullable(body);
    }

    @Override
    public String method() {
        return original.method();
    }

    @Override
    public Optional<Duration> timeout() {
        return Optional.ofNullable(timeout);
    }

    @Override
    public boolean expectContinue() {
        return original.expectContinue();
    }

    @Override
    public URI uri() {
        return uri;
    }

    @Override
    public Optional<HttpClient.Version> version() {
        return original.version();
    }

    @Override
    public HttpHeaders headers() {
        return headers;
    }

    @Override
    public String toString() {
        return uri + " " + method();
    }
}
