package dev.failover.transport;

import dev.failover.endpoint.Endpoint;
import dev.failover.http.Request;
import dev.failover.http.Response;
import dev.failover.http.Transport;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.async.methods.SimpleRequestProducer;
import org.apache.hc.client5.http.async.methods.SimpleResponseConsumer;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.Timeout;

/** The asynchronous client of Apache HttpClient 5, on two daemon threads. Thread-safe. */
final class AsyncClient {
    private static final int NO_LIMIT = 100_000;

    private final CloseableHttpAsyncClient client;

    AsyncClient(ConnectTimeouts connectTimeouts) {
        client = HttpAsyncClients.custom()
                .setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                        .setConnectionConfigResolver(connectTimeouts)
                        .setMaxConnTotal(NO_LIMIT)
                        .setMaxConnPerRoute(NO_LIMIT)
                        .build())
                .setIOReactorConfig(IOReactorConfig.custom().setIoThreadCount(2).build())
                .setThreadFactory(work -> {
                    Thread thread = new Thread(work, "failover-io");
                    thread.setDaemon(true);
                    return thread;
                })
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .setUserAgent("")
                .build();
        client.start();
    }

    /** The answer's time is bounded by whoever cancels the exchange. */
    Transport.Exchange send(Endpoint endpoint, Request request, Transport.Receiver receiver) {
        SimpleRequestBuilder builder =
                SimpleRequestBuilder.create(request.method().name()).setUri(endpoint.url(request.target()));
        String contentType = Messages.copyHeaders(request, builder::addHeader);
        byte[] body = request.bodyForTransport();
        if (body != null) {
            builder.setBody(body, contentType == null ? null : ContentType.parseLenient(contentType));
        }
        SimpleHttpRequest message = builder.build();
        message.setConfig(RequestConfig.custom()
                .setResponseTimeout(Timeout.DISABLED)
                .setConnectionRequestTimeout(Timeout.DISABLED)
                .build());
        Future<SimpleHttpResponse> exchange = client.execute(
                ConnectTimeouts.host(endpoint),
                SimpleRequestProducer.create(message),
                SimpleResponseConsumer.create(),
                null,
                HttpClientContext.create(),
                new FutureCallback<SimpleHttpResponse>() {
                    @Override
                    public void completed(SimpleHttpResponse response) {
                        receiver.onResponse(
                                new Response(response.getCode(), Messages.headers(response), response.getBodyBytes()));
                    }

                    @Override
                    public void failed(Exception failure) {
                        receiver.onFailure(failure);
                    }

                    @Override
                    public void cancelled() {
                        receiver.onFailure(new CancellationException("the exchange was aborted"));
                    }
                });
        return () -> exchange.cancel(true);
    }

    void close() {
        client.close(CloseMode.IMMEDIATE);
    }
}
