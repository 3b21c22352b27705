package dev.failover.agent.client.apache4;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.CacheAdapter;
import dev.failover.agent.client.Hosts;
import dev.failover.agent.client.Revalidation;
import dev.failover.agent.client.UnknownUser;
import dev.failover.agent.client.apache.ApacheCache;
import dev.failover.agent.client.apache.ApacheCall;
import dev.failover.agent.client.apache.AttemptRequest;
import dev.failover.agent.client.apache.ClosingResponse;
import dev.failover.agent.client.apache.KnownUser;
import dev.failover.agent.client.apache.Requested;
import dev.failover.call.Attempt;
import dev.failover.endpoint.Endpoint;
import dev.failover.http.Headers;
import java.net.InetAddress;
import java.net.URI;
import org.apache.http.HttpException;
import org.apache.http.HttpHost;
import org.apache.http.HttpResponse;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpRequestWrapper;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.protocol.BasicHttpContext;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** A call by an Apache HttpClient from 4.3 on, which connects to an address in the name of another host. */
final class Apache4Call extends ApacheCall {
    private final CloseableHttpClient client;
    private final @Nullable HttpContext programs;
    private final Settings settings;

    Apache4Call(AgentEngine engine, CloseableHttpClient client, Requested requested, @Nullable HttpContext context) {
        this(engine, client, requested, context, Settings.of(client, requested.request(), context), null);
    }

    private Apache4Call(
            AgentEngine engine,
            CloseableHttpClient client,
            Requested requested,
            @Nullable HttpContext context,
            Settings settings,
            @Nullable Revalidation revalidation) {
        super(engine, client, requested, context, revalidation);
        this.client = client;
        programs = context;
        this.settings = settings;
    }

    @Override
    protected boolean hasPool() {
        return KnownUser.hasPool(client);
    }

    @Override
    protected ApacheCall again(Requested copied, @Nullable HttpContext own, Revalidation made) {
        return new Apache4Call(engine(), client, copied, own, settings, made);
    }

    @Override
    protected @Nullable CacheAdapter<HttpResponse> cacheAdapter() {
        Headers asked = UnknownUser.fields(
                KnownUser.fields(client, KnownUser.processor(client), requested(), settings.config(), programs),
                requested().method());
        return asked == null ? null : new ApacheCache(this, requested(), asked, programs);
    }

    @Override
    protected HttpResponse closing(HttpResponse response, Runnable onClose) {
        return ClosingResponse.of(CloseableHttpResponse.class, response, onClose);
    }

    @Override
    protected @Nullable Object original(Object sent) {
        return sent instanceof HttpRequestWrapper ? ((HttpRequestWrapper) sent).getOriginal() : null;
    }

    @Override
    protected HttpHost target(Endpoint endpoint, boolean own) {
        // By this one the client checks a certificate, and not by that in the URL.
        String name = requested().target().getHostName();
        InetAddress address = own || Hosts.isAddress(name) ? null : Hosts.addressNamed(name, endpoint.host());
        return address == null
                ? new HttpHost(endpoint.host(), endpoint.port(), endpoint.scheme())
                : PinnedHost.of(address, name, endpoint);
    }

    @Override
    protected boolean isProxied(HttpHost target) {
        try {
            HttpClientContext seen = HttpClientContext.adapt(new BasicHttpContext(context()));
            RequestConfig config = settings.config();
            if (config != null) {
                seen.setRequestConfig(config);
            }
            return settings.isProxied(target, requested().request(), seen);
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
        RequestConfig config = settings.bounded(attempt.connectTimeoutNanos());
        return requested().mayHaveBody()
                ? new Apache4Request.WithBody(requested(), uri, config)
                : new Apache4Request(requested(), uri, config);
    }
}
