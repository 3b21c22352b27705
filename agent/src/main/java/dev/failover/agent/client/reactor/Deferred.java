package dev.failover.agent.client.reactor;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientConfig;

/**
 * What functions of the program's own say of a request when it is about to be sent, as those of {@code headersWhen} do. The client
 * writes it into the configuration that it asks with, and adds to that when it asks with it again. So for each call there is a
 * client that is asked with the functions, and the further attempts begin with what they have made of it. Thread-safe.
 */
final class Deferred {
    private static final @Nullable MethodHandle FUNCTIONS = functions(false);
    private static final @Nullable MethodHandle SET_FUNCTIONS = functions(true);

    /** Which knows what the functions have said; null until they have. */
    private volatile @Nullable HttpClient told;

    private Deferred() {}

    private static @Nullable MethodHandle functions(boolean setter) {
        try {
            Field functions = HttpClientConfig.class.getDeclaredField("deferredConf");
            functions.setAccessible(true);
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            return setter
                    ? lookup.unreflectSetter(functions)
                            .asType(MethodType.methodType(void.class, HttpClientConfig.class, Function.class))
                    : lookup.unreflectGetter(functions)
                            .asType(MethodType.methodType(Function.class, HttpClientConfig.class));
        } catch (ReflectiveOperationException | RuntimeException otherVersion) {
            return null;
        }
    }

    /** For a call of the client; null when it has no such functions, or they cannot be got at. */
    static @Nullable Deferred of(HttpClient client) {
        return SET_FUNCTIONS == null || get(client.configuration()) == null ? null : new Deferred();
    }

    /**
     * The client that makes an attempt.
     *
     * @param attempts makes of a client that knows what the functions say one that asks where the attempt is to go
     */
    HttpClient asking(HttpClient own, UnaryOperator<HttpClient> attempts) {
        HttpClient known = told;
        if (known != null) {
            return attempts.apply(known);
        }
        // A copy: the program may ask with its own once more.
        HttpClient asking = own.headers(unchanged -> {});
        HttpClientConfig config = asking.configuration();
        Function<Mono<HttpClientConfig>, Mono<HttpClientConfig>> functions = get(config);
        if (functions != null) {
            set(
                    config,
                    functions.andThen(said -> said.map(complete -> {
                        // Not none: some versions leave out other things where there are some.
                        set(config, Function.identity());
                        told = asking;
                        return attempts.apply(asking).configuration();
                    })));
        }
        return asking;
    }

    @SuppressWarnings("unchecked")
    private static @Nullable Function<Mono<HttpClientConfig>, Mono<HttpClientConfig>> get(HttpClientConfig config) {
        MethodHandle functions = FUNCTIONS;
        try {
            return functions == null
                    ? null
                    : (Function<Mono<HttpClientConfig>, Mono<HttpClientConfig>>)
                            (Function<?, ?>) functions.invokeExact(config);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void set(
            HttpClientConfig config, Function<Mono<HttpClientConfig>, Mono<HttpClientConfig>> functions) {
        MethodHandle setter = SET_FUNCTIONS;
        try {
            if (setter != null) {
                setter.invokeExact(config, functions);
            }
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
