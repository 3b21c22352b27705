package dev.failover.agent.client.commons3;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Answers;
import dev.failover.agent.client.Route;
import dev.failover.agent.client.ShortHandler;
import org.apache.commons.httpclient.HostConfiguration;
import org.apache.commons.httpclient.HttpClient;
import org.apache.commons.httpclient.HttpHost;
import org.apache.commons.httpclient.HttpMethodBase;
import org.apache.commons.httpclient.HttpState;
import org.jspecify.annotations.Nullable;

/** Takes the place of {@code HttpClient.executeMethod} for methods that belong to a service. */
public final class CommonsExecute extends ShortHandler {
    private final AgentEngine engine;

    /** Made by name, on the first request. */
    public CommonsExecute() {
        this(AgentEngine.get());
    }

    CommonsExecute(AgentEngine engine) {
        this.engine = engine;
    }

    @Override
    public Object @Nullable [] enter(
            @Nullable Object client, @Nullable Object hosts, @Nullable Object method, @Nullable Object state) {
        if (!(client instanceof HttpClient)
                || !(method instanceof HttpMethodBase)
                || CommonsCall.isOwn((HttpMethodBase) method)) {
            return null;
        }
        HttpClient executing = (HttpClient) client;
        HostConfiguration configured = hosts == null ? executing.getHostConfiguration() : (HostConfiguration) hosts;
        Route route = route((HttpMethodBase) method, configured);
        if (route == null) {
            return null;
        }
        CommonsCall call = new CommonsCall(
                engine,
                route,
                executing,
                new MethodState((HttpMethodBase) method),
                (HostConfiguration) hosts,
                (HttpState) state,
                null);
        Object[] answer = call.run();
        if (answer == null || !(answer[0] instanceof Reply)) {
            return answer;
        }
        Reply reply = (Reply) answer[0];
        reply.restore();
        return Answers.returned(reply.status());
    }

    private @Nullable Route route(HttpMethodBase method, @Nullable HostConfiguration configured) {
        HttpHost host = MethodState.host(method);
        if (host != null) {
            return engine.routes().mayKnow(host.getHostName())
                    ? engine.routes()
                            .find(host.getProtocol().getScheme(), host.getHostName(), host.getPort(), method.getPath())
                    : null;
        }
        return configured != null && engine.routes().mayKnow(configured.getHost())
                ? engine.routes()
                        .find(
                                configured.getProtocol().getScheme(),
                                configured.getHost(),
                                configured.getPort(),
                                method.getPath())
                : null;
    }
}
