package dev.failover.agent.client.apache5;

import dev.failover.agent.bridge.v1.Bridge;
import dev.failover.agent.client.HeldMap;
import dev.failover.agent.client.UnknownUser;
import dev.failover.call.ServiceState;
import dev.failover.endpoint.Endpoint;
import dev.failover.endpoint.EndpointState;
import dev.failover.http.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hc.client5.http.auth.AuthCache;
import org.apache.hc.client5.http.auth.AuthExchange;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.Credentials;
import org.apache.hc.client5.http.auth.CredentialsProvider;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.cookie.Cookie;
import org.apache.hc.client5.http.cookie.CookieStore;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;

/**
 * A request as the cache knows it: with everything by which the server may tell users apart. The client adds some of that by itself,
 * after the cache was asked. Where it cannot be known nothing is read from the cache. Immutable.
 */
final class CachedRequest {
    private static final String COOKIE = "Cookie";
    private static final String IGNORE_COOKIES = "ignore";

    private final String method;
    private final Headers headers;

    private CachedRequest(String method, Headers headers) {
        this.method = method;
        this.headers = headers;
    }

    /**
     * @param protocol the handler that is woven
     * @param chain what it hands requests to
     * @return null when it has no cache
     */
    static @Nullable CachedRequest of(
            Hop hop, Object protocol, Object chain, HttpRequest request, HttpClientContext context) {
        Headers fields = UnknownUser.fields(known(hop, protocol, chain, request, context), request.getMethod());
        return fields == null ? null : new CachedRequest(request.getMethod(), fields);
    }

    private static @Nullable Headers known(
            Hop hop, Object protocol, Object chain, HttpRequest request, HttpClientContext context) {
        try {
            AddedFields added = AddedFields.of(protocol, chain);
            URIAuthority authority = request.getAuthority();
            boolean namesUser = authority != null && authority.getUserInfo() != null;
            if (added == null || namesUser || context.getUserToken() != null || isAuthenticated(context)) {
                return null;
            }
            BasicHttpRequest sent = new BasicHttpRequest(request.getMethod(), "/");
            sent.setHeaders(request.getHeaders());
            added.addTo(sent, context);
            addCookies(sent, context);
            return sent.containsHeader(HttpHeaders.AUTHORIZATION) || addCredentials(sent, hop, context)
                    ? Fields.of(sent)
                    : null;
        } catch (HttpException | IOException | RuntimeException | LinkageError fault) {
            Bridge.failed(fault);
            return null;
        }
    }

    /** Whether somebody has said by a way of his own as whom the client asks. */
    private static boolean isAuthenticated(HttpClientContext context) {
        for (AuthExchange exchange : context.getAuthExchanges().values()) {
            if (exchange.getAuthScheme() != null) {
                return true;
            }
        }
        return false;
    }

    /** All that the client knows: which of them an endpoint gets depends on its name. */
    @SuppressWarnings("JavaUtilDate") // all versions of the client take it
    private static void addCookies(HttpRequest sent, HttpClientContext context) {
        CookieStore store = context.getCookieStore();
        RequestConfig config = context.getRequestConfig();
        if (store == null || (config != null && IGNORE_COOKIES.equals(config.getCookieSpec()))) {
            return;
        }
        Date now = null;
        for (Cookie cookie : store.getCookies()) {
            now = now == null ? new Date() : now;
            if (!cookie.isExpired(now)) {
                sent.addHeader(
                        COOKIE,
                        cookie.getName() + "=" + cookie.getValue() + "; " + cookie.getDomain() + cookie.getPath());
            }
        }
    }

    /** Those that the client has at hand when a server asks for them; returns false when it is not to be known what it would say. */
    private static boolean addCredentials(HttpRequest sent, Hop hop, HttpClientContext context) {
        CredentialsProvider provider = context.getCredentialsProvider();
        AuthCache known = context.getAuthCache();
        if (provider == null && known == null) {
            return true;
        }
        Set<String> all = new TreeSet<>();
        for (HttpHost host : hosts(hop)) {
            Credentials credentials = provider == null ? null : provider.getCredentials(new AuthScope(host), context);
            if (!add(all, credentials) || (known != null && known.get(host) != null)) {
                return false;
            }
            if (provider != null) {
                for (Map.Entry<?, ?> one : HeldMap.of(provider).entrySet()) {
                    if (isFor(one.getKey(), host) && !add(all, one.getValue())) {
                        return false;
                    }
                }
            }
        }
        for (String one : all) {
            sent.addHeader(HttpHeaders.AUTHORIZATION, one);
        }
        return true;
    }

    /** Whatever the realm. */
    private static boolean isFor(Object scope, HttpHost host) {
        String named = scope instanceof AuthScope ? ((AuthScope) scope).getHost() : null;
        return named == null || named.equalsIgnoreCase(host.getHostName());
    }

    private static boolean add(Set<String> all, @Nullable Object credentials) {
        if (credentials == null) {
            return true;
        }
        boolean isReadable = credentials.getClass() == UsernamePasswordCredentials.class;
        if (isReadable) {
            all.add(text((UsernamePasswordCredentials) credentials));
        }
        return isReadable;
    }

    private static List<HttpHost> hosts(Hop hop) {
        List<HttpHost> hosts = new ArrayList<>();
        hosts.add(hop.own().getTargetHost());
        ServiceState service = hop.route().service();
        if (!service.isObserving()) {
            for (EndpointState state : service.endpoints()) {
                Endpoint endpoint = state.endpoint();
                hosts.add(new HttpHost(endpoint.scheme(), endpoint.host(), endpoint.port()));
            }
        }
        return hosts;
    }

    private static String text(UsernamePasswordCredentials credentials) {
        char[] password = credentials.getPassword();
        String both = credentials.getUserName() + ":" + (password == null ? "" : new String(password));
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    String method() {
        return method;
    }

    boolean isHead() {
        return method.equals("HEAD");
    }

    Headers headers() {
        return headers;
    }
}
