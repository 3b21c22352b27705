package dev.failover.agent.client.apache;

import dev.failover.agent.bridge.v1.Bridge;
import dev.failover.http.Headers;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.apache.http.HttpException;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequestInterceptor;
import org.apache.http.client.AuthCache;
import org.apache.http.client.CookieStore;
import org.apache.http.client.CredentialsProvider;
import org.apache.http.client.config.CookieSpecs;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.client.protocol.RequestDefaultHeaders;
import org.apache.http.conn.HttpClientConnectionManager;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;
import org.apache.http.impl.execchain.ClientExecChain;
import org.apache.http.protocol.HttpContext;
import org.apache.http.protocol.HttpProcessor;
import org.apache.http.protocol.ImmutableHttpProcessor;
import org.apache.http.protocol.RequestUserAgent;
import org.jspecify.annotations.Nullable;

/**
 * A request's fields as the cache knows them: with everything by which the server may tell users apart. The client adds some of that by
 * itself, and tells nobody: it is looked for. Where it cannot be known the cache is not used.
 */
public final class KnownUser {
    /** What an object holds; nothing where a module hides it. */
    private static final ClassValue<List<Field>> FIELDS = new ClassValue<List<Field>>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            List<Field> fields = new ArrayList<>();
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    try {
                        field.setAccessible(true);
                        fields.add(field);
                    } catch (RuntimeException hidden) {
                        // Then the client is one of those that do not let anybody know.
                    }
                }
            }
            return fields;
        }
    };

    private KnownUser() {}

    /**
     * All fields of the request; null when it cannot be known as whom the client asks.
     *
     * @param client has a store of cookies and a provider of credentials, or neither
     * @param processor what the client sends its requests through; null when it does not say
     */
    public static @Nullable Headers fields(
            Object client,
            @Nullable Object processor,
            Requested requested,
            @Nullable RequestConfig config,
            @Nullable HttpContext own) {
        try {
            HttpRequestInterceptor[] interceptors = interceptors(processor);
            if (interceptors == null || UserFields.isAuthenticated(requested, own) || isAuthenticated(requested, own)) {
                return null;
            }
            UserFields fields = new UserFields(requested);
            HttpClientContext scratch = HttpClientContext.create();
            for (HttpRequestInterceptor interceptor : interceptors) {
                if (interceptor instanceof RequestDefaultHeaders || interceptor instanceof RequestUserAgent) {
                    interceptor.process(fields.sent(), scratch);
                }
            }
            if (config == null || !CookieSpecs.IGNORE_COOKIES.equals(config.getCookieSpec())) {
                fields.addCookies(part(client, own, HttpClientContext.COOKIE_STORE, CookieStore.class));
            }
            return fields.addCredentials(part(client, own, HttpClientContext.CREDS_PROVIDER, CredentialsProvider.class))
                    ? fields.headers()
                    : null;
        } catch (HttpException | IOException | RuntimeException | LinkageError fault) {
            Bridge.failed(fault);
            return null;
        }
    }

    /** What a client from 4.3 on sends its requests through; null when that may be the program's own code, or cannot be known. */
    public static @Nullable Object processor(CloseableHttpClient client) {
        HttpProcessor processor = null;
        for (Object link = held(client, ClientExecChain.class);
                link != null;
                link = held(link, ClientExecChain.class)) {
            if (!UserFields.isOwn(link)) {
                return null;
            }
            processor = processor == null ? held(link, HttpProcessor.class) : processor;
        }
        return processor;
    }

    /** Whether a client from 4.3 on has connections for several requests at once. */
    public static boolean hasPool(CloseableHttpClient client) {
        return held(client, HttpClientConnectionManager.class) instanceof PoolingHttpClientConnectionManager;
    }

    /** What may add fields to a request; null when that may be the program's own code, or cannot be known. */
    private static HttpRequestInterceptor @Nullable [] interceptors(@Nullable Object processor) {
        HttpRequestInterceptor[] all =
                processor instanceof ImmutableHttpProcessor ? held(processor, HttpRequestInterceptor[].class) : null;
        if (all != null) {
            for (HttpRequestInterceptor interceptor : all) {
                if (!UserFields.isOwn(interceptor)) {
                    return null;
                }
            }
        }
        return all;
    }

    /** Whether the program has said how the client is to present itself before it is asked. */
    private static boolean isAuthenticated(Requested requested, @Nullable HttpContext own) {
        Object cache = own == null ? null : own.getAttribute(HttpClientContext.AUTH_CACHE);
        if (cache instanceof AuthCache) {
            for (HttpHost host : UserFields.hosts(requested)) {
                if (((AuthCache) cache).get(host) != null) {
                    return true;
                }
            }
        }
        return false;
    }

    /** As the client looks for it: in the program's context, and else in itself. */
    private static <T> @Nullable T part(Object client, @Nullable HttpContext own, String name, Class<T> type) {
        Object known = own == null ? null : own.getAttribute(name);
        return known == null ? held(client, type) : type.cast(known);
    }

    private static <T> @Nullable T held(Object holder, Class<T> type) {
        for (Field field : FIELDS.get(holder.getClass())) {
            if (type.isAssignableFrom(field.getType())) {
                try {
                    return type.cast(field.get(holder));
                } catch (IllegalAccessException impossible) {
                    throw new IllegalStateException(impossible);
                }
            }
        }
        return null;
    }
}
