package dev.failover.agent.client.jetty12;

import dev.failover.agent.client.Revalidation;
import dev.failover.agent.client.jetty.JettyCache;
import dev.failover.agent.client.jetty.StoredGate;
import dev.failover.cache.CachedAnswer;
import dev.failover.call.ServiceState;
import dev.failover.endpoint.EndpointState;
import dev.failover.http.Headers;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.client.Authentication;
import org.eclipse.jetty.client.AuthenticationStore;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.jspecify.annotations.Nullable;

/** A request of the program's as the cache knows it, with all by which the server may tell users apart. */
final class CachedRequest12 implements JettyCache.Asked {
    /** The only credentials of which it can be seen what the client would send, and no harm done by that. */
    private static final String READABLE = ".BasicAuthentication$BasicResult";

    private final JettyCall12 call;
    private final Asked12 asked;

    CachedRequest12(JettyCall12 call, Asked12 asked) {
        this.call = call;
        this.asked = asked;
    }

    @Override
    public String method() {
        return asked.request().getMethod();
    }

    @Override
    public @Nullable String rawQuery() {
        return asked.uri().getRawQuery();
    }

    @Override
    public boolean hasBody() {
        return call.hasBody();
    }

    @Override
    public boolean followsRedirects() {
        return asked.request().isFollowRedirects();
    }

    @Override
    public @Nullable Object attribute(String name) {
        return asked.attribute(name);
    }

    @Override
    public boolean hasRequestListeners() {
        return !RequestHooks.areNone(asked.client(), asked.request());
    }

    @Override
    public @Nullable Headers fields() {
        if (asked.uri().getRawUserInfo() != null) {
            return null;
        }
        Headers.Builder fields = Headers.builder();
        for (HttpField field : asked.fields()) {
            if (field.getValue() != null) {
                fields.add(field.getName(), field.getValue());
            }
        }
        addCookies(fields, asked.request().getCookies());
        HttpCookieStore cookies = asked.client().getHttpCookieStore();
        AuthenticationStore known = asked.client().getAuthenticationStore();
        for (URI target : targets()) {
            if (cookies != null) {
                addCookies(fields, cookies.match(target));
            }
            Authentication.Result credentials = known.findAuthenticationResult(target);
            if (credentials != null && !addCredentials(fields, credentials, target)) {
                return null;
            }
        }
        return fields.build();
    }

    /** Wherever it may be sent: what the client adds depends on that. */
    private List<URI> targets() {
        List<URI> targets = new ArrayList<>();
        targets.add(asked.uri());
        ServiceState service = asked.route().service();
        for (EndpointState each : service.endpoints()) {
            if (!asked.isAsWritten(each.endpoint())) {
                targets.add(URI.create(asked.route().url(each.endpoint(), rawQuery())));
            }
        }
        return targets;
    }

    private static void addCookies(Headers.Builder fields, List<HttpCookie> cookies) {
        for (HttpCookie cookie : cookies) {
            fields.add("Cookie", cookie.getName() + "=" + cookie.getValue());
        }
    }

    /** Returns false when it is not to be known what the client would say. */
    private boolean addCredentials(Headers.Builder fields, Authentication.Result credentials, URI target) {
        if (!credentials.getClass().getName().endsWith(READABLE)) {
            return false;
        }
        Request said = asked.client().newRequest(target);
        credentials.apply(said);
        String line = Asked12.field(said.getHeaders(), "Authorization");
        if (line == null) {
            return false;
        }
        fields.add("Authorization", line);
        return true;
    }

    @Override
    public StoredGate answer(CachedAnswer answer) {
        return new StoredResponse12(call, asked.request(), answer);
    }

    @Override
    public void sendAgain(Revalidation revalidation) {
        HttpRequest copy = (HttpRequest) asked.client().newRequest(asked.uri());
        asked.copyTo(copy, true, 0);
        copy.attribute(JettyCache.REVALIDATION, revalidation);
        copy.send(ended -> revalidation.close());
    }
}
