package dev.failover.agent.client.commons3;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Answers;
import dev.failover.agent.client.BlockingCall;
import dev.failover.agent.client.BodyFaults;
import dev.failover.agent.client.CacheAdapter;
import dev.failover.agent.client.Idempotency;
import dev.failover.agent.client.Revalidation;
import dev.failover.agent.client.Route;
import dev.failover.agent.client.UnknownUser;
import dev.failover.call.Attempt;
import dev.failover.call.Outcome;
import dev.failover.endpoint.Endpoint;
import dev.failover.http.Headers;
import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.httpclient.Header;
import org.apache.commons.httpclient.HostConfiguration;
import org.apache.commons.httpclient.HttpClient;
import org.apache.commons.httpclient.HttpHost;
import org.apache.commons.httpclient.HttpMethodBase;
import org.apache.commons.httpclient.HttpState;
import org.apache.commons.httpclient.RedirectException;
import org.apache.commons.httpclient.auth.AuthState;
import org.apache.commons.httpclient.methods.EntityEnclosingMethod;
import org.apache.commons.httpclient.methods.ExpectContinueMethod;
import org.apache.commons.httpclient.methods.RequestEntity;
import org.apache.commons.httpclient.params.HttpConnectionParams;
import org.apache.commons.httpclient.params.HttpMethodParams;
import org.apache.commons.httpclient.protocol.Protocol;
import org.jspecify.annotations.Nullable;

/** Carries out {@code executeMethod} of a Commons HttpClient 3, with the program's own method for each attempt. */
final class CommonsCall extends BlockingCall<Reply> {
    private static final String METHODS = methods();
    /** What a body is written to may be one of the JDK's own: it goes by what it is, and in doubt a failure is its. */
    private static final BodyFaults FAULTS =
            new BodyFaults(name -> name.startsWith(METHODS), "writeRequest", name -> name.endsWith("OutputStream"));

    // Neither is removed: the thread's next call would have to make its entry again.
    /** The method that this thread is about to execute for us. */
    private static final ThreadLocal<@Nullable HttpMethodBase> OWN = new ThreadLocal<>();
    /** The call whose attempt runs on this thread. */
    private static final ThreadLocal<@Nullable CommonsCall> CURRENT = new ThreadLocal<>();

    private final HttpClient client;
    private final MethodState state;
    private final HttpMethodBase method;
    private final @Nullable HostConfiguration hosts;
    private final @Nullable HttpState httpState;
    private final @Nullable Revalidation revalidation;
    private @Nullable Reply latest;
    private long connectNanos;
    private boolean keepsConnection;
    private volatile @Nullable AttemptRetries retries;
    private boolean asksCache;
    private Headers conditions = Headers.EMPTY;

    /** @param revalidation what the call is made for; null when it is the program's own */
    CommonsCall(
            AgentEngine engine,
            Route route,
            HttpClient client,
            MethodState state,
            @Nullable HostConfiguration hosts,
            @Nullable HttpState httpState,
            @Nullable Revalidation revalidation) {
        super(engine, route);
        this.revalidation = revalidation;
        this.client = client;
        this.state = state;
        this.method = state.method();
        this.hosts = hosts;
        this.httpState = httpState;
    }

    private static String methods() {
        String name = EntityEnclosingMethod.class.getName();
        return name.substring(0, name.lastIndexOf('.') + 1);
    }

    /** Whether a method comes back to us; asked once for each attempt. */
    static boolean isOwn(HttpMethodBase method) {
        if (OWN.get() != method) {
            return false;
        }
        OWN.set(null);
        return true;
    }

    static @Nullable CommonsCall current() {
        return CURRENT.get();
    }

    /** Whether it was the program's own body that could not be read. */
    static boolean isOfBody(Throwable failure) {
        return FAULTS.isOfBody(failure);
    }

    @Override
    protected @Nullable CacheAdapter<Reply> cacheAdapter() {
        Headers asked =
                UnknownUser.fields(KnownUser.fields(route(), client, method, hosts, httpState), method.getName());
        asksCache = asked != null;
        return asked == null ? null : new CommonsCache(engine(), this, state, asked);
    }

    boolean canRevalidate() {
        return CommonsBehind.isPossible(client, method);
    }

    /** The same call by a method of ours. */
    CommonsCall again(MethodState own, Revalidation made) {
        HostConfiguration same = hosts == null ? null : (HostConfiguration) hosts.clone();
        return new CommonsCall(engine(), route(), client, own, same, httpState, made);
    }

    @Nullable
    Revalidation revalidation() {
        return revalidation;
    }

    /** What attempts have in their heads besides, from now on. */
    void attemptsHave(Headers more) {
        conditions = more;
    }

    @Override
    protected boolean isIdempotent() {
        return Idempotency.ofMethod(method.getName()) || method.getRequestHeader(Idempotency.KEY) != null;
    }

    @Override
    protected boolean isBodyRepeatable() {
        // What cannot be held has the connection that another attempt might wait for.
        return !keepsConnection && (!mayHaveBeenSent() || hasRepeatableBody());
    }

    private boolean mayBeDropped(Attempt attempt, int status) {
        return Answers.mayBeDropped(route().service(), attempt, status) && hasRepeatableBody();
    }

    private boolean hasRepeatableBody() {
        if (!(method instanceof ExpectContinueMethod)) {
            return true;
        }
        if (!(method instanceof EntityEnclosingMethod)) {
            return false;
        }
        RequestEntity body = ((EntityEnclosingMethod) method).getRequestEntity();
        return body == null || body.isRepeatable();
    }

    private boolean mayHaveBeenSent() {
        AttemptRetries own = retries;
        return state.wasSent() || (own != null && own.hasRepeated());
    }

    @Override
    protected Reply send(Attempt attempt) throws IOException {
        Reply earlier = latest;
        if (earlier != null) {
            earlier.save();
        }
        if (earlier != null || attempt.number() > 1) {
            state.reset();
            forgetConnection(method.getHostAuthState());
            forgetConnection(method.getProxyAuthState());
        }
        HostConfiguration to = hosts(attempt);
        HttpMethodParams programs = method.getParams();
        boolean elsewhere = attempt.mayBeRepeated() && route().service().hasSeveralEndpoints();
        AttemptRetries own = new AttemptRetries(programs, elsewhere && hasRepeatableBody());
        retries = own;
        connectNanos = attempt.connectTimeoutNanos();
        boolean changed = !route().service().isObserving();
        if (changed) {
            method.setParams(AttemptParams.of(programs, own));
        }
        Header[] added = addConditions();
        @Nullable Object @Nullable [] place = asksCache ? state.place() : null;
        boolean direct = true;
        OWN.set(method);
        CURRENT.set(this);
        try {
            client.executeMethod(to, method, httpState);
            direct = place == null || state.isStillAt(place);
        } finally {
            CURRENT.set(null);
            OWN.set(null);
            state.comeBack();
            if (added != null) {
                for (Header condition : added) {
                    method.removeRequestHeader(condition);
                }
            }
            if (changed) {
                AttemptParams.giveDefaults(method.getParams(), programs);
                method.setParams(programs);
                settle();
            }
        }
        Reply reply = new Reply(engine(), state, direct);
        latest = reply;
        keepsConnection = mayBeDropped(attempt, reply.status()) && !reply.hold();
        return reply;
    }

    /** The client ties the configuration that it was given to its own parameters, unless it works with a copy. */
    @SuppressWarnings("ReferenceEquality") // as the client asks
    private void settle() {
        HostConfiguration programs = hosts;
        if (programs != null && programs != client.getHostConfiguration() && MethodState.host(method) == null) {
            programs.getParams().setDefaults(client.getParams());
        }
    }

    private Header @Nullable [] addConditions() {
        if (conditions.size() == 0) {
            return null;
        }
        Header[] added = new Header[conditions.size()];
        for (int i = 0; i < added.length; i++) {
            added[i] = new Header(conditions.name(i), conditions.value(i));
            method.addRequestHeader(added[i]);
        }
        return added;
    }

    /** What was agreed upon with one connection means nothing to another endpoint. */
    private static void forgetConnection(AuthState auth) {
        if (auth.getAuthScheme() != null && auth.getAuthScheme().isConnectionBased()) {
            auth.invalidate();
        }
    }

    /** Where an attempt goes, as the client wants to be told; the method is made to fit. */
    private @Nullable HostConfiguration hosts(Attempt attempt) throws IOException {
        Endpoint endpoint = attempt.endpoint();
        boolean asWritten = route().service().isObserving() || route().isAddressed(endpoint);
        if (asWritten && attempt.connectTimeoutNanos() <= 0) {
            return hosts;
        }
        HostConfiguration programs = hosts == null ? client.getHostConfiguration() : hosts;
        HttpHost host = MethodState.host(method);
        if (host != null && programs.getClass() != HostConfiguration.class) {
            // As the client does, which may come out otherwise when the program has written its own.
            programs = (HostConfiguration) programs.clone();
            programs.setHost(method.getURI());
            host = null;
        }
        if (host == null) {
            host = new HttpHost(programs.getHost(), programs.getPort(), programs.getProtocol());
        }
        if (asWritten) {
            state.goElsewhere(null);
            return AttemptHost.of(programs, host, null);
        }
        state.goElsewhere(route().pathAt(endpoint, null));
        Protocol protocol = host.getProtocol().getScheme().equals(endpoint.scheme())
                ? host.getProtocol()
                : Protocol.getProtocol(endpoint.scheme());
        // A proxy does not care for the address that we would connect to.
        return route().keepsAuthority(endpoint) && programs.getProxyHost() == null
                ? AttemptHost.of(programs, new HttpHost(host.getHostName(), host.getPort(), protocol), endpoint)
                : AttemptHost.of(programs, new HttpHost(endpoint.host(), endpoint.port(), protocol), null);
    }

    /** The same parameters within the bound of the attempt. */
    HttpConnectionParams bounded(HttpConnectionParams params) {
        int theirs = params.getConnectionTimeout();
        int ours = (int) Math.min(Integer.MAX_VALUE, Math.max(1, connectNanos / 1_000_000));
        if (connectNanos <= 0 || (theirs > 0 && theirs <= ours)) {
            return params;
        }
        HttpConnectionParams bounded = new HttpConnectionParams();
        bounded.setDefaults(params);
        bounded.setConnectionTimeout(ours);
        return bounded;
    }

    boolean isBrokenOff() {
        AttemptRetries own = retries;
        return own != null && own.isBrokenOff();
    }

    @Override
    protected void abort() {
        AttemptRetries own = retries;
        if (own != null) {
            own.breakOff();
        }
        state.breakOff();
    }

    @Override
    protected boolean isGivenUp() {
        return method.isAborted();
    }

    @Override
    protected int status(Reply reply) {
        return reply.status();
    }

    @Override
    protected List<String> headers(Reply reply, String name) {
        List<String> lines = new ArrayList<>();
        for (Header field : method.getResponseHeaders(name)) {
            lines.add(field.getValue());
        }
        return lines;
    }

    @Override
    protected Outcome.Kind kindOf(Throwable failure) {
        if (failure instanceof RedirectException) {
            // The endpoint has answered, and the next one would answer the same.
            return Outcome.Kind.LOCAL;
        }
        AttemptRetries own = retries;
        if (isOfBody(failure) || (own != null && own.isUnreadable())) {
            return Outcome.Kind.LOCAL;
        }
        Outcome.Kind kind = super.kindOf(failure);
        // A redirect, or another try of the client itself: the request was out before.
        return kind == Outcome.Kind.CONNECT && mayHaveBeenSent() ? Outcome.Kind.IO : kind;
    }

    @Override
    protected void drop(Reply reply) {
        reply.drop();
    }

    @Override
    protected Throwable refused(String why) {
        return new ConnectException(why);
    }
}
