package dev.failover.agent.client.apache4;

import dev.failover.agent.bridge.v1.Bridge;
import dev.failover.agent.client.apache.Requested;
import dev.failover.call.ServiceState;
import dev.failover.endpoint.Endpoint;
import dev.failover.endpoint.EndpointState;
import dev.failover.http.Headers;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.apache.http.Header;
import org.apache.http.HttpException;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpRequestInterceptor;
import org.apache.http.auth.AuthScope;
import org.apache.http.auth.AuthState;
import org.apache.http.auth.Credentials;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.apache.http.client.AuthCache;
import org.apache.http.client.CookieStore;
import org.apache.http.client.CredentialsProvider;
import org.apache.http.client.config.CookieSpecs;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.client.protocol.RequestDefaultHeaders;
import org.apache.http.cookie.Cookie;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.execchain.ClientExecChain;
import org.apache.http.message.BasicHttpRequest;
import org.apache.http.protocol.HttpContext;
import org.apache.http.protocol.HttpProcessor;
import org.apache.http.protocol.ImmutableHttpProcessor;
import org.apache.http.protocol.RequestUserAgent;
import org.jspecify.annotations.Nullable;

/**
 * A request's fields as the cache knows them: with everything by which the server may tell users apart. The client adds some of that by
 * itself, and tells nobody: it is looked for. Where it cannot be known the cache is not used.
 */
final class KnownUser {
    private static final String OWN = own();

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

    /** How the names of all classes of the client begin. */
    private static String own() {
        String name = HttpRequest.class.getName();
        return name.substring(0, name.lastIndexOf('.') + 1);
    }

    /** All fields of the request; null when it cannot be known as whom the client asks. */
    static @Nullable Headers fields(
            CloseableHttpClient client,
            Requested requested,
            @Nullable RequestConfig config,
            @Nullable HttpContext own) {
        try {
            HttpRequestInterceptor[] interceptors = interceptors(client);
            if (interceptors == null || requested.uri().getRawUserInfo() != null || isAuthenticated(own)) {
                return null;
            }
            BasicHttpRequest sent =
                    new BasicHttpRequest(requested.request().getRequestLine().getMethod(), "/");
            sent.setHeaders(requested.request().getAllHeaders());
            HttpClientContext scratch = HttpClientContext.create();
            for (HttpRequestInterceptor interceptor : interceptors) {
                if (interceptor instanceof RequestDefaultHeaders || interceptor instanceof RequestUserAgent) {
                    interceptor.process(sent, scratch);
                }
            }
            addCookies(sent, part(client, own, HttpClientContext.COOKIE_STORE, CookieStore.class), config);
            return sent.containsHeader("Authorization") || addCredentials(sent, client, requested, own)
                    ? headers(sent)
                    : null;
        } catch (HttpException | IOException | RuntimeException | LinkageError fault) {
            Bridge.failed(fault);
            return null;
        }
    }

    private static Headers headers(HttpRequest sent) {
        Headers.Builder all = Headers.builder();
        for (Header field : sent.getAllHeaders()) {
            all.add(field.getName(), field.getValue() == null ? "" : field.getValue());
        }
        return all.build();
    }

    /** What may add fields to a request; null when that may be the program's own code, or cannot be known. */
    private static HttpRequestInterceptor @Nullable [] interceptors(CloseableHttpClient client) {
        HttpProcessor processor = null;
        for (Object link = held(client, ClientExecChain.class);
                link != null;
                link = held(link, ClientExecChain.class)) {
            if (!isOwn(link)) {
                return null;
            }
            processor = processor == null ? held(link, HttpProcessor.class) : processor;
        }
        HttpRequestInterceptor[] all =
                processor instanceof ImmutableHttpProcessor ? held(processor, HttpRequestInterceptor[].class) : null;
        if (all != null) {
            for (HttpRequestInterceptor interceptor : all) {
                if (!isOwn(interceptor)) {
                    return null;
                }
            }
        }
        return all;
    }

    private static boolean isOwn(Object part) {
        return part.getClass().getName().startsWith(OWN);
    }

    /** Whether somebody has said by a way of his own as whom the client asks. */
    private static boolean isAuthenticated(@Nullable HttpContext own) {
        if (own == null) {
            return false;
        }
        Object state = own.getAttribute(HttpClientContext.TARGET_AUTH_STATE);
        return own.getAttribute(HttpClientContext.USER_TOKEN) != null
                || (state instanceof AuthState && ((AuthState) state).getAuthScheme() != null);
    }

    /** All that the client knows: which of them an endpoint gets depends on its name. */
    @SuppressWarnings("JavaUtilDate") // the client takes nothing else
    private static void addCookies(BasicHttpRequest sent, @Nullable CookieStore store, @Nullable RequestConfig config) {
        if (store == null || (config != null && CookieSpecs.IGNORE_COOKIES.equals(config.getCookieSpec()))) {
            return;
        }
        Date now = null;
        for (Cookie cookie : store.getCookies()) {
            now = now == null ? new Date() : now;
            if (!cookie.isExpired(now)) {
                sent.addHeader(
                        "Cookie",
                        cookie.getName() + "=" + cookie.getValue() + "; " + cookie.getDomain() + cookie.getPath());
            }
        }
    }

    /** Those that the client has at hand when a server asks for them; returns false when it is not to be known what it would say. */
    private static boolean addCredentials(
            BasicHttpRequest sent, CloseableHttpClient client, Requested requested, @Nullable HttpContext own) {
        CredentialsProvider provider = part(client, own, HttpClientContext.CREDS_PROVIDER, CredentialsProvider.class);
        Object cache = own == null ? null : own.getAttribute(HttpClientContext.AUTH_CACHE);
        for (HttpHost host : hosts(requested)) {
            Credentials credentials = provider == null
                    ? null
                    : provider.getCredentials(new AuthScope(host.getHostName(), host.getPort()));
            boolean readable = credentials == null || credentials.getClass() == UsernamePasswordCredentials.class;
            if (!readable || (cache instanceof AuthCache && ((AuthCache) cache).get(host) != null)) {
                return false;
            }
            if (credentials != null) {
                String both = credentials.getUserPrincipal().getName() + ":" + credentials.getPassword();
                sent.addHeader(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
            }
        }
        return true;
    }

    private static List<HttpHost> hosts(Requested requested) {
        List<HttpHost> hosts = new ArrayList<>();
        HttpHost target = requested.target();
        hosts.add(new HttpHost(
                target.getHostName(),
                Endpoint.effectivePort(target.getSchemeName(), target.getPort()),
                target.getSchemeName()));
        ServiceState service = requested.route().service();
        if (!service.isObserving()) {
            for (EndpointState state : service.endpoints()) {
                Endpoint endpoint = state.endpoint();
                hosts.add(new HttpHost(endpoint.host(), endpoint.port(), endpoint.scheme()));
            }
        }
        return hosts;
    }

    /** As the client looks for it: in the program's context, and else in itself. */
    private static <T> @Nullable T part(
            CloseableHttpClient client, @Nullable HttpContext own, String name, Class<T> type) {
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
