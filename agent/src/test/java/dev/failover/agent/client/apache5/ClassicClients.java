package dev.failover.agent.client.apache5;

import dev.failover.agent.client.AgentEngine;
import java.io.IOException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/** Classic clients in whose chain the handler sits where the woven code would ask it. */
final class ClassicClients {
    private ClassicClients() {}

    /** With a pool of two connections. */
    static HttpClientBuilder builder(AgentEngine engine) {
        return builder(engine, pool());
    }

    static HttpClientBuilder builder(AgentEngine engine, PoolingHttpClientConnectionManager pool) {
        return woven(HttpClients.custom().setConnectionManager(pool), engine);
    }

    /** Of two connections. */
    static PoolingHttpClientConnectionManager pool() {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new Loopback())
                .setMaxConnTotal(2)
                .setMaxConnPerRoute(2)
                .build();
    }

    static HttpClientBuilder woven(HttpClientBuilder builder, AgentEngine engine) {
        return builder.addExecInterceptorBefore(
                ChainElement.PROTOCOL.name(), "woven", new Woven(new Apache5Execute(engine)));
    }

    static CloseableHttpClient client(AgentEngine engine) {
        return builder(engine).build();
    }

    /** As the woven method: asks the handler, and else does what it always did. */
    private static final class Woven implements ExecChainHandler {
        private final Apache5Execute handler;

        Woven(Apache5Execute handler) {
            this.handler = handler;
        }

        @Override
        public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
                throws IOException, HttpException {
            Object[] answer = handler.enter(this, request, scope, chain);
            if (answer == null) {
                return chain.proceed(request, scope);
            }
            if (answer[1] != null) {
                raise((Throwable) answer[1]);
            }
            return (ClassicHttpResponse) answer[0];
        }

        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        private static <T extends Throwable> void raise(Throwable failure) throws T {
            throw (T) failure;
        }
    }
}
