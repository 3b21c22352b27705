package dev.failover.agent.client.commons3;

import dev.failover.agent.bridge.v1.Bridge;
import dev.failover.agent.client.HeldMap;
import dev.failover.agent.client.Route;
import dev.failover.call.ServiceState;
import dev.failover.endpoint.Endpoint;
import dev.failover.endpoint.EndpointState;
import dev.failover.http.Headers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.httpclient.Cookie;
import org.apache.commons.httpclient.Header;
import org.apache.commons.httpclient.HostConfiguration;
import org.apache.commons.httpclient.HttpClient;
import org.apache.commons.httpclient.HttpHost;
import org.apache.commons.httpclient.HttpMethodBase;
import org.apache.commons.httpclient.HttpState;
import org.apache.commons.httpclient.UsernamePasswordCredentials;
import org.apache.commons.httpclient.auth.AuthScope;
import org.apache.commons.httpclient.auth.CredentialsProvider;
import org.apache.commons.httpclient.params.HostParams;
import org.jspecify.annotations.Nullable;

/**
 * A request's fields as the cache knows them: with everything by which the server may tell users apart. The client adds some of that by
 * itself, after the cache was asked. Where it cannot be known the cache is not used.
 */
final class KnownUser {
    private static final String OWN = own();

    private KnownUser() {}

    /** How the names of all methods of the client begin. */
    private static String own() {
        String name = HttpClient.class.getName();
        return name.substring(0, name.lastIndexOf('.') + 1);
    }

    /** All fields of the request; null when it cannot be known as whom the client asks. */
    static @Nullable Headers fields(
            Route route,
            HttpClient client,
            HttpMethodBase method,
            @Nullable HostConfiguration hosts,
            @Nullable HttpState given) {
        // A method of the program's own writes its request as it likes.
        if (!method.getClass().getName().startsWith(OWN)
                || method.getHostAuthState().getAuthScheme() != null) {
            return null;
        }
        try {
            HostConfiguration configured = hosts == null ? client.getHostConfiguration() : hosts;
            HttpState state = given == null ? client.getState() : given;
            if (parameter(client, method, configured, CredentialsProvider.PROVIDER) != null) {
                return null;
            }
            Headers.Builder all = Headers.builder();
            for (Header field : method.getRequestHeaders()) {
                add(all, field);
            }
            Object defaults = parameter(client, method, configured, HostParams.DEFAULT_HEADERS);
            if (defaults instanceof Collection) {
                for (Object field : (Collection<?>) defaults) {
                    add(all, (Header) field);
                }
            }
            String virtual = method.getParams().getVirtualHost();
            if (virtual != null) {
                all.add("Host", virtual);
            }
            for (Cookie cookie : state.getCookies()) {
                if (!cookie.isExpired()) {
                    all.add("Cookie", cookie.toExternalForm() + "; " + cookie.getDomain() + cookie.getPath());
                }
            }
            return method.getRequestHeader("Authorization") != null
                            || addCredentials(all, state, hosts(route, method, configured))
                    ? all.build()
                    : null;
        } catch (RuntimeException | LinkageError fault) {
            Bridge.failed(fault);
            return null;
        }
    }

    private static void add(Headers.Builder all, Header field) {
        all.add(field.getName(), field.getValue() == null ? "" : field.getValue());
    }

    /** As the client looks for it; what stands behind what it has set itself only before its first call. */
    private static @Nullable Object parameter(
            HttpClient client, HttpMethodBase method, HostConfiguration configured, String name) {
        Object value = method.getParams().getParameter(name);
        value = value == null ? configured.getParams().getParameter(name) : value;
        return value == null ? client.getParams().getParameter(name) : value;
    }

    /** Those that the client has at hand when a server asks for them; returns false when it is not to be known what it would say. */
    private static boolean addCredentials(Headers.Builder all, HttpState state, List<AuthScope> hosts) {
        Set<String> found = new TreeSet<>();
        for (AuthScope host : hosts) {
            if (!add(found, state.getCredentials(host))) {
                return false;
            }
            for (Map.Entry<?, ?> one : HeldMap.of(state).entrySet()) {
                if (isFor(one.getKey(), host) && !add(found, one.getValue())) {
                    return false;
                }
            }
        }
        for (String one : found) {
            all.add("Authorization", one);
        }
        return true;
    }

    /** Whatever the realm. */
    private static boolean isFor(Object scope, AuthScope host) {
        String named = scope instanceof AuthScope ? ((AuthScope) scope).getHost() : null;
        return named == null || named.equalsIgnoreCase(host.getHost());
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

    private static List<AuthScope> hosts(Route route, HttpMethodBase method, HostConfiguration configured) {
        List<AuthScope> hosts = new ArrayList<>();
        HttpHost host = MethodState.host(method);
        hosts.add(
                host == null
                        ? new AuthScope(configured.getHost(), configured.getPort())
                        : new AuthScope(host.getHostName(), host.getPort()));
        ServiceState service = route.service();
        if (!service.isObserving()) {
            for (EndpointState state : service.endpoints()) {
                Endpoint endpoint = state.endpoint();
                hosts.add(new AuthScope(endpoint.host(), endpoint.port()));
            }
        }
        return hosts;
    }
}
