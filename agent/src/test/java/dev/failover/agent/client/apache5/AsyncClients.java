package dev.failover.agent.client.apache5;

import dev.failover.agent.client.AgentEngine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecChainHandler;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.H2AsyncClientBuilder;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;

/** Asynchronous clients in whose chain the handler sits where the woven code would ask it. */
final class AsyncClients {
    private AsyncClients() {}

    /** With a pool of two connections. */
    static HttpAsyncClientBuilder builder(AgentEngine engine) {
        return builder(engine, 2);
    }

    static HttpAsyncClientBuilder builder(AgentEngine engine, int connections) {
        return builder(engine, pool(connections));
    }

    static HttpAsyncClientBuilder builder(AgentEngine engine, PoolingAsyncClientConnectionManager pool) {
        return HttpAsyncClients.custom()
                .setConnectionManager(pool)
                .addExecInterceptorBefore(
                        ChainElement.PROTOCOL.name(), "woven", new Woven(new Apache5AsyncExecute(engine)));
    }

    static PoolingAsyncClientConnectionManager pool(int connections) {
        return pool(connections, () -> {});
    }

    /** @param opening runs where a connection is about to be opened */
    static PoolingAsyncClientConnectionManager pool(int connections, Runnable opening) {
        return PoolingAsyncClientConnectionManagerBuilder.create()
                .setDnsResolver(new Loopback() {
                    @Override
                    public InetAddress[] resolve(String host) throws UnknownHostException {
                        opening.run();
                        return super.resolve(host);
                    }
                })
                .setMaxConnTotal(connections)
                .setMaxConnPerRoute(connections)
                .build();
    }

    static H2AsyncClientBuilder woven(H2AsyncClientBuilder builder, AgentEngine engine) {
        return builder.addExecInterceptorBefore(
                ChainElement.PROTOCOL.name(), "woven", new Woven(new Apache5AsyncExecute(engine)));
    }

    static CloseableHttpAsyncClient client(AgentEngine engine) {
        return started(builder(engine));
    }

    static CloseableHttpAsyncClient started(HttpAsyncClientBuilder builder) {
        CloseableHttpAsyncClient client = builder.build();
        client.start();
        return client;
    }

    /** As the woven method: asks the handler, and else does what it always did. */
    private static final class Woven implements AsyncExecChainHandler {
        private final Apache5AsyncExecute handler;

        Woven(Apache5AsyncExecute handler) {
            this.handler = handler;
        }

        @Override
        public void execute(
                HttpRequest request,
                AsyncEntityProducer body,
                AsyncExecChain.Scope scope,
                AsyncExecChain chain,
                AsyncExecCallback callback)
                throws HttpException, IOException {
            if (handler.enter(this, request, body, scope, chain, callback, null) == null) {
                chain.proceed(request, body, scope, callback);
            }
        }
    }
}
