package dev.failover.agent.client.apache;

import dev.failover.agent.client.HeldMap;
import dev.failover.call.ServiceState;
import dev.failover.endpoint.Endpoint;
import dev.failover.endpoint.EndpointState;
import dev.failover.http.Headers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.auth.AuthScope;
import org.apache.http.auth.AuthState;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.apache.http.client.CookieStore;
import org.apache.http.client.CredentialsProvider;
import org.apache.http.cookie.Cookie;
import org.apache.http.message.BasicHttpRequest;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * A request's fields as the cache knows them: with everything by which the server may tell users apart. The client adds some of that by
 * itself, after the cache was asked.
 */
public final class UserFields {
    private static final String OWN = own();

    private final Requested requested;
    private final BasicHttpRequest sent;

    public UserFields(Requested requested) {
        this.requested = requested;
        HttpRequest programs = requested.request();
        sent = new BasicHttpRequest(programs.getRequestLine().getMethod(), "/");
        sent.setHeaders(programs.getAllHeaders());
    }

    /** How the names of all classes of the client begin. */
    private static String own() {
        String name = HttpRequest.class.getName();
        return name.substring(0, name.lastIndexOf('.') + 1);
    }

    /** Whether a part of a client is the library's and not the program's. */
    public static boolean isOwn(Object part) {
        return part.getClass().getName().startsWith(OWN);
    }

    /** Whether somebody has said by a way of his own as whom the client asks. */
    public static boolean isAuthenticated(Requested requested, @Nullable HttpContext own) {
        if (requested.uri().getRawUserInfo() != null) {
            return true;
        }
        if (own == null) {
            return false;
        }
        Object state = own.getAttribute("http.auth.target-scope");
        return own.getAttribute("http.user-token") != null
                || (state instanceof AuthState && ((AuthState) state).getAuthScheme() != null);
    }

    /** For what adds to it as the client does. */
    public HttpRequest sent() {
        return sent;
    }

    /** All that the client knows: which of them an endpoint gets depends on its name. */
    @SuppressWarnings("JavaUtilDate") // the client takes nothing else
    public void addCookies(@Nullable CookieStore store) {
        if (store == null) {
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
    public boolean addCredentials(@Nullable CredentialsProvider provider) {
        if (provider == null || sent.containsHeader("Authorization")) {
            return true;
        }
        Set<String> all = new TreeSet<>();
        for (HttpHost host : hosts(requested)) {
            if (!add(all, provider.getCredentials(new AuthScope(host.getHostName(), host.getPort())))) {
                return false;
            }
            for (Map.Entry<?, ?> one : HeldMap.of(provider).entrySet()) {
                if (isFor(one.getKey(), host) && !add(all, one.getValue())) {
                    return false;
                }
            }
        }
        for (String one : all) {
            sent.addHeader("Authorization", one);
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
        if (credentials.getClass() != UsernamePasswordCredentials.class) {
            return false;
        }
        UsernamePasswordCredentials user = (UsernamePasswordCredentials) credentials;
        String both = user.getUserName() + ":" + user.getPassword();
        all.add("Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
        return true;
    }

    /** Wherever the request may go. */
    public static List<HttpHost> hosts(Requested requested) {
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

    public Headers headers() {
        Headers.Builder all = Headers.builder();
        for (Header field : sent.getAllHeaders()) {
            all.add(field.getName(), field.getValue() == null ? "" : field.getValue());
        }
        return all.build();
    }
}
