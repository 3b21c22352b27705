package dev.failover.agent.client.apache40;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.CacheAdapter;
import dev.failover.agent.client.Revalidation;
import dev.failover.agent.client.UnknownUser;
import dev.failover.agent.client.apache.ApacheCache;
import dev.failover.agent.client.apache.ApacheCall;
import dev.failover.agent.client.apache.AttemptRequest;
import dev.failover.agent.client.apache.ClosingResponse;
import dev.failover.agent.client.apache.Requested;
import dev.failover.call.Attempt;
import dev.failover.endpoint.Endpoint;
import dev.failover.http.Headers;
import java.net.URI;
import org.apache.http.HttpException;
import org.apache.http.HttpHost;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.impl.client.AbstractHttpClient;
import org.apache.http.impl.client.RequestWrapper;
import org.apache.http.params.HttpParams;
import org.apache.http.protocol.BasicHttpContext;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * A call by a {@code DefaultHttpClient}. It can ask an endpoint in another name, but not check its certificate by that name.
 */
final class Apache40Call extends ApacheCall {
    /** What its responses are from 4.3 on. */
    private static final @Nullable Class<?> CLOSEABLE = closeable();

    private final AbstractHttpClient client;
    private final @Nullable HttpContext programs;

    /** @param revalidation what the call is made for; null when it is the program's own */
    Apache40Call(
            AgentEngine engine,
            AbstractHttpClient client,
            Requested requested,
            @Nullable HttpContext context,
            @Nullable Revalidation revalidation) {
        super(engine, client, requested, context, revalidation);
        this.client = client;
        programs = context;
    }

    /** Which of them there are depends on the version. */
    @Override
    protected boolean hasPool() {
        for (Class<?> type = client.getConnectionManager().getClass(); type != null; type = type.getSuperclass()) {
            String name = type.getSimpleName();
            if (name.equals("ThreadSafeClientConnManager") || name.equals("PoolingClientConnectionManager")) {
                return true;
            }
        }
        return false;
    }

    @Override
    protected ApacheCall again(Requested copied, @Nullable HttpContext own, Revalidation made) {
        return new Apache40Call(engine(), client, copied, own, made);
    }

    private static @Nullable Class<?> closeable() {
        Class<?> beside = HttpUriRequest.class;
        String name = beside.getName();
        try {
            return Class.forName(
                    name.substring(0, name.lastIndexOf('.')) + ".CloseableHttpResponse",
                    false,
                    beside.getClassLoader());
        } catch (ClassNotFoundException olderVersion) {
            return null;
        }
    }

    @Override
    protected @Nullable CacheAdapter<HttpResponse> cacheAdapter() {
        Headers asked = UnknownUser.fields(
                KnownParts.fields(client, requested(), programs), requested().method());
        return asked == null ? null : new ApacheCache(this, requested(), asked, programs);
    }

    @Override
    protected HttpResponse closing(HttpResponse response, Runnable onClose) {
        return CLOSEABLE == null ? response : ClosingResponse.of(CLOSEABLE, response, onClose);
    }

    @Override
    protected @Nullable Object original(Object sent) {
        return sent instanceof RequestWrapper ? ((RequestWrapper) sent).getOriginal() : null;
    }

    @Override
    protected HttpHost target(Endpoint endpoint, boolean own) {
        return new HttpHost(endpoint.host(), endpoint.port(), endpoint.scheme());
    }

    @Override
    protected boolean isProxied(HttpHost target) {
        if (target.getSchemeName().equals("https")) {
            // Its certificate is checked by the name of the host that it connects to, so that has to be the real one.
            return true;
        }
        try {
            return client.getRoutePlanner()
                            .determineRoute(target, requested().request(), new BasicHttpContext(context()))
                            .getProxyHost()
                    != null;
        } catch (HttpException noRoute) {
            // Then there is none for the client either: it will say so itself.
            return false;
        }
    }

    @Override
    protected AttemptRequest request(Attempt attempt, boolean own) {
        Endpoint endpoint = attempt.endpoint();
        boolean asWritten = requested().isAsWritten(endpoint);
        URI uri = asWritten ? requested().uri() : requested().uriAt(endpoint, own);
        HttpHost named = asWritten || own ? null : requested().named();
        HttpParams params = Parameters.of(client, requested().request(), attempt.connectTimeoutNanos(), named);
        return requested().mayHaveBody()
                ? new Apache40Request.WithBody(requested(), uri, params)
                : new Apache40Request(requested(), uri, params);
    }
}
