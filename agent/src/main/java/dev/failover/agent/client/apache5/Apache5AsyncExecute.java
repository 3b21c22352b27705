package dev.failover.agent.client.apache5;

import dev.failover.agent.bridge.v1.Handler;
import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Answers;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecChainHandler;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.jspecify.annotations.Nullable;

/** Takes the place of {@code AsyncProtocolExec.execute}: see {@link Apache5Execute}. */
public final class Apache5AsyncExecute implements Handler {
    /** The woven method returns nothing, in every call the same. */
    private static final Object[] DONE = Answers.returned(null);

    private final AgentEngine engine;

    /** Made by name, on the first request. */
    public Apache5AsyncExecute() {
        this(AgentEngine.get());
    }

    Apache5AsyncExecute(AgentEngine engine) {
        this.engine = engine;
    }

    @Override
    public Object @Nullable [] enter(
            @Nullable Object protocol,
            @Nullable Object request,
            @Nullable Object body,
            @Nullable Object scope,
            @Nullable Object chain,
            @Nullable Object callback,
            @Nullable Object none) {
        if (chain instanceof AsyncAttemptChain
                || protocol == null
                || request == null
                || scope == null
                || chain == null
                || callback == null) {
            return null;
        }
        AsyncExecChain.Scope programs = (AsyncExecChain.Scope) scope;
        AsyncSteps steps = AsyncSteps.of(
                engine,
                (AsyncExecChainHandler) protocol,
                (HttpRequest) request,
                (AsyncEntityProducer) body,
                programs,
                (AsyncExecChain) chain);
        return steps != null && new ChainCall(engine, steps, (AsyncExecCallback) callback).begin() ? DONE : null;
    }
}
