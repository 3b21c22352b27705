package dev.failover.agent.client.jdk;

import dev.failover.http.Headers;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.time.Duration;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Copies a request by the JDK's own means, which know options that this class, compiled for Java 11, cannot name (from Java
 * 26 on). Older requests have nothing but what {@link RoutedRequest} hands through, and that is cheaper.
 */
final class RequestCopy {
    private static final @Nullable MethodHandle NEW_BUILDER = newBuilder();

    private RequestCopy() {}

    private static @Nullable MethodHandle newBuilder() {
        if (Runtime.version().feature() < 26) {
            return null;
        }
        try {
            return MethodHandles.publicLookup()
                    .findStatic(
                            HttpRequest.class,
                            "newBuilder",
                            MethodType.methodType(HttpRequest.Builder.class, HttpRequest.class, BiPredicate.class));
        } catch (ReflectiveOperationException notThere) {
            // Then there are no such options to keep either.
            return null;
        }
    }

    /**
     * A copy that goes to another URL.
     *
     * @param set fields that take the place of those of the same name; mostly none
     */
    static HttpRequest of(
            HttpRequest request, URI uri, @Nullable Duration bound, @Nullable BodyPublisher body, Headers set) {
        MethodHandle newBuilder = NEW_BUILDER;
        if (newBuilder != null) {
            return copy(newBuilder, request, uri, bound, body, set);
        }
        return set.size() == 0
                ? new RoutedRequest(request, uri, bound, body)
                : new RoutedRequest(request, uri, bound, body, Fields.with(request.headers(), set));
    }

    private static HttpRequest copy(
            MethodHandle newBuilder,
            HttpRequest request,
            URI uri,
            @Nullable Duration bound,
            @Nullable BodyPublisher body,
            Headers set) {
        BiPredicate<String, String> all = (name, value) -> true;
        HttpRequest.Builder builder;
        try {
            builder = (HttpRequest.Builder) newBuilder.invoke(request, all);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable checked) {
            throw new IllegalStateException(checked);
        }
        builder.uri(uri);
        for (int i = 0; i < set.size(); i++) {
            builder.setHeader(set.name(i), set.value(i));
        }
        if (bound != null) {
            builder.timeout(bound);
        }
        if (body != null) {
            builder.method(request.method(), body);
        }
        return builder.build();
    }
}
