package dev.failover.agent.client.apache4;

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

/** An attempt's request as clients from 4.3 on want it. */
class Apache4Request extends AttemptRequest implements Configurable, HttpExecutionAware {
    private final @Nullable RequestConfig config;
    private volatile @Nullable Cancellable cancellable;

    Apache4Request(Requested requested, URI uri, @Nullable RequestConfig config) {
        super(requested, uri);
        this.config = config;
    }

    @Override
    @SuppressWarnings("NullAway") // null where the client has to decide
    public final RequestConfig getConfig() {
        return config;
    }

    /** What the client works with now; the program's own request learns it too, so that it can be broken off. */
    @Override
    public final void setCancellable(Cancellable working) {
        cancellable = working;
        if (original() instanceof HttpExecutionAware) {
            ((HttpExecutionAware) original()).setCancellable(working);
        }
    }

    @Override
    protected final void breakOffConnection() {
        Cancellable working = cancellable;
        if (working != null) {
            working.cancel();
        }
    }

    /** One that may have a body. */
    static final class WithBody extends Apache4Request implements HttpEntityEnclosingRequest {
        private @Nullable HttpEntity entity;

        WithBody(Requested requested, URI uri, @Nullable RequestConfig config) {
            super(requested, uri, config);
            entity = requested.body();
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
        @SuppressWarnings("NullAway") // null where the program has set none
        public HttpEntity getEntity() {
            return entity;
        }
    }
}
