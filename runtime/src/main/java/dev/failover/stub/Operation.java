package dev.failover.stub;

import dev.failover.config.ServiceSettings;
import dev.failover.http.Headers;
import dev.failover.http.HttpMethod;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is the same in every call of one method of an interface. Immutable; a constant of the generated client. */
public final class Operation {
    private final String name;
    private final HttpMethod method;
    private final String template;
    private final Headers headers;
    private final boolean idempotent;
    /** Null for those of the service. */
    private final @Nullable ServiceSettings policies;

    private Operation(
            String name,
            HttpMethod method,
            String template,
            Headers headers,
            boolean idempotent,
            @Nullable ServiceSettings policies) {
        this.name = Objects.requireNonNull(name, "name");
        this.method = Objects.requireNonNull(method, "method");
        this.template = Objects.requireNonNull(template, "template");
        this.headers = headers;
        this.idempotent = idempotent;
        this.policies = policies;
    }

    /**
     * @param name interface and method, such as {@code OrderApi.find}
     * @param template the path as the annotation has it
     */
    public static Operation of(String name, HttpMethod method, String template) {
        return new Operation(name, method, template, Headers.EMPTY, method.isIdempotent(), null);
    }

    /** The same operation with one more header field that goes with every call. */
    public Operation header(String name, String value) {
        return new Operation(
                this.name,
                method,
                template,
                headers.toBuilder().add(name, value).build(),
                idempotent,
                policies);
    }

    /** The same operation, which may be sent twice whatever its method says. */
    public Operation idempotent() {
        return new Operation(name, method, template, headers, true, policies);
    }

    /** The same operation with retries, hedges, time-outs and its use of the cache for itself. */
    public Operation policies(Policies own) {
        return new Operation(name, method, template, headers, idempotent, own.settings("annotations of " + name));
    }

    @Nullable
    ServiceSettings policies() {
        return policies;
    }

    /**
     * Begins a request of this operation.
     *
     * @param path begins with a slash, is percent-encoded, and may hold a query
     */
    public RequestWriter request(String path) {
        return new RequestWriter(this, path);
    }

    public HttpMethod method() {
        return method;
    }

    /** The fields that go with every call. */
    public Headers headers() {
        return headers;
    }

    public boolean isIdempotent() {
        return idempotent;
    }

    /** {@code GET /orders/{id} (OrderApi.find)}: no values, so no secrets. */
    @Override
    public String toString() {
        return method + " " + template + " (" + name + ")";
    }
}
