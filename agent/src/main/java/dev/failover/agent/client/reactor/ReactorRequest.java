package dev.failover.agent.client.reactor;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Hosts;
import dev.failover.agent.client.Idempotency;
import dev.failover.agent.client.Route;
import dev.failover.call.Attempt;
import dev.failover.endpoint.Endpoint;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientConfig;

/** A request of the program, which each subscription sends: as it is, or to another endpoint. Thread-safe. */
final class ReactorRequest extends Mono<Connection> {
    private final HttpClient client;
    private final Route route;
    private final AgentEngine engine;
    private final Requested requested;
    /** Of one call; null where there is nothing to know. */
    private final @Nullable Deferred deferred;

    ReactorRequest(HttpClient client, Requested requested, Route route, AgentEngine engine) {
        this(client, requested, route, engine, null);
    }

    private ReactorRequest(
            HttpClient client, Requested requested, Route route, AgentEngine engine, @Nullable Deferred deferred) {
        this.client = client;
        this.route = route;
        this.engine = engine;
        this.requested = requested;
        this.deferred = deferred;
    }

    /** As a part of what the program puts together. */
    Mono<Connection> assembled() {
        return onAssembly(this);
    }

    @Override
    public void subscribe(CoreSubscriber<? super Connection> subscriber) {
        Deferred ofCall = Deferred.of(client);
        ReactorRequest asked = ofCall == null ? this : new ReactorRequest(client, requested, route, engine, ofCall);
        new ReactorCall(engine, route, asked, subscriber).begin();
    }

    /** The program's own client with its own request. */
    HttpClient own() {
        return client;
    }

    AgentEngine engine() {
        return engine;
    }

    @Nullable
    String rawQuery() {
        return requested.rawQuery();
    }

    /** What the program has written. */
    InetSocketAddress address() {
        return InetSocketAddress.createUnresolved(requested.host(), port(requested.port(), requested.scheme()));
    }

    /** What is said in the function that sends the request is not known before. */
    boolean isIdempotent() {
        HttpClientConfig config = client.configuration();
        return config.method() != null
                && (Idempotency.ofMethod(config.method().name())
                        || config.headers().contains(Idempotency.KEY));
    }

    /** The client with the request of an attempt. */
    HttpClient at(Attempt attempt) {
        if (route.service().isObserving()) {
            return client;
        }
        return deferred == null ? at(attempt, client) : deferred.asking(client, told -> at(attempt, told));
    }

    private HttpClient at(Attempt attempt, HttpClient told) {
        if (!Objects.equals(told.configuration().uri(), client.configuration().uri())) {
            // It comes by a Mono after all: what the agent has seen was that of the request before.
            return told;
        }
        int millis = connectMillis(attempt);
        HttpClient bounded =
                millis == 0 || Pools.tellsOf(client.configuration()) ? told : ConnectBound.of(told, millis);
        Endpoint endpoint = attempt.endpoint();
        if (route.isAddressed(endpoint)) {
            return bounded;
        }
        HttpClient pinned = route.keepsAuthority(endpoint) ? pinned(bounded, endpoint) : null;
        return pinned == null ? sentTo(bounded, route.url(endpoint, rawQuery())) : pinned;
    }

    /** How long it may take to open a connection for an attempt; 0 where the client's own bound counts. */
    int connectMillis(Attempt attempt) {
        long nanos = route.service().isObserving() ? 0 : attempt.connectTimeoutNanos();
        if (nanos <= 0) {
            return 0;
        }
        long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos));
        Object own = client.configuration().options().get(ChannelOption.CONNECT_TIMEOUT_MILLIS);
        boolean isShorter = own instanceof Integer && (Integer) own > 0 && (Integer) own <= millis;
        return isShorter ? 0 : (int) Math.min(Integer.MAX_VALUE, millis);
    }

    /**
     * The client connects to the address, in the name that the program wrote.
     *
     * @return null when it cannot
     */
    private @Nullable HttpClient pinned(HttpClient bounded, Endpoint endpoint) {
        HttpClientConfig config = bounded.configuration();
        String host = requested.host();
        InetAddress address = Hosts.addressNamed(host, endpoint.host());
        int named = port(requested.port(), requested.scheme());
        int there = port(endpoint.port(), endpoint.scheme());
        // A redirect that names no host would go to the kept name with the other endpoint's port.
        boolean leadsAstray = config.followRedirectPredicate() != null && named != there;
        if (address == null || leadsAstray || config.hasProxy()) {
            return null;
        }
        InetSocketAddress at = new InetSocketAddress(address, there);
        // Only a path alone is sent to the remote address; and a base URL would be put before it.
        HttpClient pinned = bounded.remoteAddress(() -> at).baseUrl("/");
        if (!config.headers().contains(HttpHeaderNames.HOST)) {
            String authority = named == 80 || named == 443 ? host : host + ":" + named;
            pinned = pinned.headers(headers -> headers.set(HttpHeaderNames.HOST, authority));
        }
        boolean secure = endpoint.scheme().equals("https");
        if (secure != config.isSecure()) {
            pinned = secure ? pinned.secure() : pinned.noSSL();
        }
        return sentTo(pinned, route.pathAt(endpoint, rawQuery()));
    }

    private static int port(int named, String scheme) {
        return named >= 0 ? named : scheme.equalsIgnoreCase("https") ? 443 : 80;
    }

    private static HttpClient sentTo(HttpClient client, String uri) {
        return (HttpClient) ((HttpClient.UriConfiguration<?>) client).uri(uri);
    }
}
