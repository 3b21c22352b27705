package dev.failover.agent.client.apache5;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.ShortHandler;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * Takes the place of {@code ProtocolExec.execute} for requests that belong to a service. Above it in the client's chain are
 * redirects and the client's own repetitions: each request that they make is a call of its own. Below it are the handshakes
 * of authentication: they belong to an attempt.
 */
public final class Apache5Execute extends ShortHandler {
    private final AgentEngine engine;

    /** Made by name, on the first request. */
    public Apache5Execute() {
        this(AgentEngine.get());
    }

    Apache5Execute(AgentEngine engine) {
        this.engine = engine;
    }

    @Override
    public Object @Nullable [] enter(
            @Nullable Object protocol, @Nullable Object request, @Nullable Object scope, @Nullable Object chain) {
        if (chain instanceof AttemptChain || chain == null || protocol == null || scope == null || request == null) {
            return null;
        }
        ExecChain.Scope programs = (ExecChain.Scope) scope;
        ClassicHttpRequest asked = (ClassicHttpRequest) request;
        Hop hop = ClassicHop.of(engine, programs.route, asked);
        return hop == null
                ? null
                : new ClassicCall(engine, hop, (ExecChainHandler) protocol, asked, programs, (ExecChain) chain, null)
                        .execute();
    }
}
