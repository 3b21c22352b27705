package dev.failover.agent.client.reactor;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.ChannelPipelineConfigurer;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.NettyOutbound;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientConfig;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.transport.ClientTransport;

/** What the client keeps to itself: looked up once for each copy of it. */
final class Internals {
    /** By these the program's own functions may change a request, or want to hear of each response. */
    private static final List<String> HOOKS =
            Arrays.asList("deferredConf", "doOnRequest", "doAfterRequest", "doOnResponse", "doAfterResponseSuccess");
    /** In newer versions. */
    private static final List<String> NEWER_HOOKS = Arrays.asList("authenticator", "authenticationPredicate");

    private static final @Nullable Internals FOUND = find();
    /** What all that asks for a response begins with; null where it cannot be called by us. */
    private static final @Nullable MethodHandle CONNECT = findConnect();

    private final List<MethodHandle> hooks;
    private final MethodHandle function;
    private final MethodHandle newHandler;
    private final MethodHandle requestWithBody;

    private Internals(
            List<MethodHandle> hooks, MethodHandle function, MethodHandle newHandler, MethodHandle requestWithBody) {
        this.hooks = hooks;
        this.function = function;
        this.newHandler = newHandler;
        this.requestWithBody = requestWithBody;
    }

    private static @Nullable Internals find() {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            List<MethodHandle> hooks = new ArrayList<>();
            for (Field field : HttpClientConfig.class.getDeclaredFields()) {
                if (HOOKS.contains(field.getName()) || NEWER_HOOKS.contains(field.getName())) {
                    field.setAccessible(true);
                    hooks.add(lookup.unreflectGetter(field));
                }
            }
            Field function = HttpClientConfig.class.getDeclaredField("body");
            function.setAccessible(true);
            String config = HttpClientConfig.class.getName();
            Class<?> handler = Class.forName(
                    config.substring(0, config.lastIndexOf('.') + 1) + "HttpClientConnect$HttpClientHandler",
                    true,
                    HttpClientConfig.class.getClassLoader());
            Constructor<?> constructor = handler.getDeclaredConstructor(HttpClientConfig.class);
            constructor.setAccessible(true);
            Method request = named(handler, "requestWithBody");
            request.setAccessible(true);
            return hooks.size() < HOOKS.size()
                    ? null
                    : new Internals(
                            hooks,
                            lookup.unreflectGetter(function),
                            lookup.unreflectConstructor(constructor),
                            lookup.unreflect(request));
        } catch (ReflectiveOperationException | RuntimeException otherVersion) {
            return null;
        }
    }

    private static @Nullable MethodHandle findConnect() {
        try {
            Method connect = ClientTransport.class.getDeclaredMethod("connect");
            connect.setAccessible(true);
            return MethodHandles.lookup()
                    .unreflect(connect)
                    .asType(MethodType.methodType(Mono.class, HttpClient.class));
        } catch (ReflectiveOperationException | RuntimeException hidden) {
            return null;
        }
    }

    /**
     * What the client itself begins with when it asks for a response, without what it puts around for a program's functions.
     *
     * @return null where it cannot be had
     */
    @SuppressWarnings({"rawtypes", "unchecked"})
    static @Nullable Mono<? extends Connection> connect(HttpClient client) {
        MethodHandle connect = CONNECT;
        if (connect == null) {
            return null;
        }
        try {
            return (Mono) connect.invokeExact(client);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Method named(Class<?> type, String name) throws NoSuchMethodException {
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals(name) && method.getParameterCount() == 1) {
                return method;
            }
        }
        throw new NoSuchMethodException(name);
    }

    /** Whether the request is all that the client will send but for its {@link #function}, and nobody hears of its exchanges. */
    static boolean isPlain(HttpClientConfig config) {
        Internals found = FOUND;
        if (found == null) {
            return false;
        }
        for (MethodHandle hook : found.hooks) {
            if (call(hook, config) != null) {
                return false;
            }
        }
        return !mayRewrite(config);
    }

    /** Whether functions of the program's own get at the connections, and so at the fields of what is sent. */
    private static boolean mayRewrite(HttpClientConfig config) {
        return config.doOnConnected() != null
                || config.doOnChannelInit() != ChannelPipelineConfigurer.emptyConfigurer()
                || config.connectionObserver() != ConnectionObserver.emptyListener();
    }

    /** The program's own that sends the request; null when it has none. */
    @SuppressWarnings("unchecked")
    static @Nullable BiFunction<HttpClientRequest, NettyOutbound, Publisher<Void>> function(HttpClientConfig config) {
        Internals found = FOUND;
        return found == null
                ? null
                : (BiFunction<HttpClientRequest, NettyOutbound, Publisher<Void>>) call(found.function, config);
    }

    /**
     * Makes the client write down what it would send, as a program may ask a response for that.
     *
     * @return sends it when it is subscribed to
     */
    @SuppressWarnings("unchecked")
    static Publisher<Void> prepare(HttpClientConfig config, Connection operations) {
        Internals found = FOUND;
        if (found == null) {
            throw new IllegalStateException("another version");
        }
        Object handler = call(found.newHandler, config);
        try {
            return (Publisher<Void>) found.requestWithBody.invoke(handler, operations);
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static @Nullable Object call(MethodHandle of, Object argument) {
        try {
            return of.invoke(argument);
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }
}
