package dev.failover.agent.client.apacheasync;

import dev.failover.agent.client.apache.AttemptRequest;
import dev.failover.agent.client.apache.Requested;
import java.net.URI;
import org.apache.http.Header;
import org.apache.http.HttpEntity;
import org.apache.http.HttpEntityEnclosingRequest;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.Configurable;
import org.apache.http.client.methods.HttpExecutionAware;
import org.apache.http.concurrent.Cancellable;
import org.apache.http.protocol.HTTP;
import org.jspecify.annotations.Nullable;

/** An attempt's request as the client wants it. */
class AsyncRequest extends AttemptRequest implements Configurable, HttpExecutionAware {
    private final @Nullable RequestConfig config;
    private volatile @Nullable Cancellable exchange;
    private volatile boolean broken;

    AsyncRequest(Requested requested, URI uri, @Nullable RequestConfig config) {
        super(requested, uri);
        this.config = config;
    }

    static AsyncRequest of(Requested requested, URI uri, @Nullable RequestConfig config) {
        HttpEntity body = requested.body();
        return body == null ? new AsyncRequest(requested, uri, config) : new WithBody(requested, uri, config, body);
    }

    @Override
    @SuppressWarnings("NullAway") // null where the client has to decide
    public final RequestConfig getConfig() {
        return config;
    }

    @Override
    public final void setCancellable(Cancellable working) {
        exchange = working;
        if (broken) {
            working.cancel();
        }
    }

    @Override
    protected final void breakOffConnection() {
        broken = true;
        Cancellable working = exchange;
        if (working != null) {
            working.cancel();
        }
    }

    /** One with a body. */
    private static final class WithBody extends AsyncRequest implements HttpEntityEnclosingRequest {
        private HttpEntity entity;

        WithBody(Requested requested, URI uri, @Nullable RequestConfig config, HttpEntity entity) {
            super(requested, uri, config);
            this.entity = entity;
        }

        @Override
        public boolean expectContinue() {
            Header expect = getFirstHeader(HTTP.EXPECT_DIRECTIVE);
            return expect != null && HTTP.EXPECT_CONTINUE.equalsIgnoreCase(expect.getValue());
        }

        @Override
        public void setEntity(HttpEntity body) {
            entity = body;
        }

        @Override
        public HttpEntity getEntity() {
            return entity;
        }
    }
}
