package dev.failover.agent.client.okhttp;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Answers;
import dev.failover.agent.client.Route;
import dev.failover.agent.client.ShortHandler;
import okhttp3.Interceptor;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the interceptors of a call. Where the program's own ones end and OkHttp's begin, it takes the place of what
 * is left of the chain, as one more interceptor of the program would, the last one. So what the program has put in front
 * runs once for each call, as without us: it may choose the host, sign, log, answer by itself or make an exception of a
 * status, and sees one request and one answer. What belongs to the sending (redirects, cookies, the cache, the network)
 * runs once for each attempt.
 */
public final class OkHttpProceed extends ShortHandler {
    private final AgentEngine engine;
    private final Chains chains = new Chains();

    /** Made by name, on the first request. */
    public OkHttpProceed() throws ReflectiveOperationException {
        this(AgentEngine.get());
    }

    /** With an engine of its own. */
    public OkHttpProceed(AgentEngine engine) throws ReflectiveOperationException {
        this.engine = engine;
    }

    @Override
    public Object @Nullable [] enter(
            @Nullable Object self, @Nullable Object request, @Nullable Object interceptors, @Nullable Object index) {
        Object follower = Chains.follower(interceptors, index);
        Chains.Step step = chains.step(follower);
        if (follower == null || !(self instanceof Interceptor.Chain) || !(request instanceof Request)) {
            return null;
        }
        if (step == Chains.Step.CALL) {
            return call((Interceptor.Chain) self, (Request) request, follower, interceptors);
        }
        OkHttpAttempt current = step == Chains.Step.CONNECT ? OkHttpAttempt.current() : null;
        Detour detour = current == null ? null : current.detour();
        return detour == null ? null : connect((Interceptor.Chain) self, (Request) request, detour);
    }

    private Object @Nullable [] call(
            Interceptor.Chain chain, Request request, Object follower, @Nullable Object interceptors) {
        OkHttpAttempt current = OkHttpAttempt.current();
        if (current != null && current.begins(request)) {
            return null;
        }
        Route route = Requests.route(engine, request);
        if (route != null) {
            return new OkHttpCall(engine, route, new Following(chains, chain, follower, interceptors), request).run();
        }
        return current == null ? null : past(chain, request, current);
    }

    /** A call that the program makes in the middle of an attempt, on its thread, is no part of that attempt. */
    private static Object[] past(Interceptor.Chain chain, Request request, OkHttpAttempt current) {
        OkHttpAttempt.enter(null);
        try {
            return Answers.returned(chain.proceed(request));
        } catch (Throwable failure) {
            // OkHttp 5 throws what it does not declare.
            return Answers.thrown(failure);
        } finally {
            OkHttpAttempt.enter(current);
        }
    }

    /** Cookies and cache know the URL of the program; the network, where the request goes. */
    private static Object @Nullable [] connect(Interceptor.Chain chain, Request request, Detour detour) {
        Request there = detour.forNetwork(request);
        if (there == request) {
            return null;
        }
        try {
            return Answers.returned(
                    chain.proceed(there).newBuilder().request(request).build());
        } catch (Throwable failure) {
            // OkHttp 5 throws what it does not declare.
            return Answers.thrown(failure);
        }
    }
}
