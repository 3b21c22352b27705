package dev.failover.agent.client.ahc;

import dev.failover.agent.bridge.v1.Bridge;
import dev.failover.endpoint.EndpointState;
import dev.failover.http.Headers;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.cookie.Cookie;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.asynchttpclient.AsyncHttpClientConfig;
import org.asynchttpclient.Realm;
import org.asynchttpclient.Request;
import org.asynchttpclient.cookie.CookieStore;
import org.asynchttpclient.filter.RequestFilter;
import org.asynchttpclient.filter.ThrottleRequestFilter;
import org.asynchttpclient.uri.Uri;
import org.jspecify.annotations.Nullable;

/**
 * A request as the cache knows it: with everything by which the server may tell users apart. The client adds some of that by itself,
 * after the cache was asked. Immutable.
 */
final class KnownRequest {
    private final String method;
    private final Headers headers;
    private final boolean known;

    private KnownRequest(String method, Headers headers, boolean known) {
        this.method = method;
        this.headers = headers;
        this.known = known;
    }

    static KnownRequest of(AhcCall<?> call) {
        Request request = call.request();
        AsyncHttpClientConfig config = call.client().getConfig();
        Headers.Builder all = copy(request.getHeaders());
        boolean known = isPlain(request, config) && addCredentials(all, request, config);
        String host = request.getVirtualHost();
        if (host != null) {
            all.add("Host", host);
        }
        addDefaults(all, request, config);
        addCookies(all, request.getCookies());
        known &= addCookies(all, call);
        return new KnownRequest(request.getMethod(), all.build(), known);
    }

    static Headers.Builder copy(HttpHeaders fields) {
        Headers.Builder copy = Headers.builder();
        Iterator<Map.Entry<CharSequence, CharSequence>> each = fields.iteratorCharSequence();
        while (each.hasNext()) {
            Map.Entry<CharSequence, CharSequence> field = each.next();
            copy.add(field.getKey().toString(), field.getValue().toString());
        }
        return copy;
    }

    /** Whether nothing of the program's own may change the request or its response behind us. */
    private static boolean isPlain(Request request, AsyncHttpClientConfig config) {
        for (RequestFilter filter : config.getRequestFilters()) {
            if (filter.getClass() != ThrottleRequestFilter.class) {
                return false;
            }
        }
        return config.getResponseFilters().isEmpty()
                && request.getRangeOffset() == 0
                && request.getUri().getUserInfo() == null;
    }

    /** Returns false when it is not to be known what the client would say of the user. */
    private static boolean addCredentials(Headers.Builder all, Request request, AsyncHttpClientConfig config) {
        Realm realm = request.getRealm() != null ? request.getRealm() : config.getRealm();
        if (realm == null) {
            return true;
        }
        String user = realm.getPrincipal();
        String password = realm.getPassword();
        boolean readable = realm.getScheme() == Realm.AuthScheme.BASIC || realm.getScheme() == Realm.AuthScheme.DIGEST;
        if (!readable || user == null || password == null) {
            return false;
        }
        String both = user + ":" + password;
        all.add("Authorization", "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
        return true;
    }

    /** What the client says of itself: responses may vary by it. */
    private static void addDefaults(Headers.Builder all, Request request, AsyncHttpClientConfig config) {
        HttpHeaders own = request.getHeaders();
        String agent = config.getUserAgent();
        if (agent != null && !own.contains(HttpHeaderNames.USER_AGENT)) {
            all.add("User-Agent", agent);
        }
        if (config.isCompressionEnforced()
                && !Versions.decodes(config)
                && !own.contains(HttpHeaderNames.ACCEPT_ENCODING)) {
            all.add("Accept-Encoding", "gzip, deflate");
        }
    }

    private static void addCookies(Headers.Builder all, @Nullable List<Cookie> cookies) {
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                all.add("Cookie", cookie.name() + "=" + cookie.value());
            }
        }
    }

    /** Those that the client keeps, for whichever endpoint it will ask; returns false when they cannot be known. */
    private static boolean addCookies(Headers.Builder all, AhcCall<?> call) {
        CookieStore store = call.client().getConfig().getCookieStore();
        if (store == null) {
            return true;
        }
        try {
            Uri uri = call.request().getUri();
            addCookies(all, store.get(uri));
            for (EndpointState each : call.service().endpoints()) {
                Uri there = Uri.create(call.url(each.endpoint()));
                List<Cookie> cookies = store.get(there);
                if (!cookies.isEmpty()) {
                    all.add("Cookie", each.endpoint().toString());
                    addCookies(all, cookies);
                }
            }
            return true;
        } catch (RuntimeException programs) {
            // The client itself will come across it when it sends the request.
            Bridge.failed(programs);
            return false;
        }
    }

    boolean isKnown() {
        return known;
    }

    boolean isRead() {
        return method.equals("GET") || method.equals("HEAD");
    }

    Headers headers() {
        return headers;
    }
}
