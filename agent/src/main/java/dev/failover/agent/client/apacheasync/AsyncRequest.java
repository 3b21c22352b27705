package dev.failover.agent.client.apacheasync;

import dev.failover.agent.client.apache.AttemptRequest;
import dev.failover.agent.client.apache.Requested;
import java.io.IOException;
import java.net.URI;
import org.apache.http.ConnectionClosedException;
import org.apache.http.Header;
import org.apache.http.HttpEntity;
import org.apache.http.HttpEntityEnclosingRequest;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.Configurable;
import org.apache.http.client.methods.HttpExecutionAware;
import org.apache.http.concurrent.Cancellable;
import org.apache.http.nio.ContentEncoder;
import org.apache.http.nio.IOControl;
import org.apache.http.nio.protocol.HttpAsyncRequestProducer;
import org.apache.http.protocol.HTTP;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * An attempt's request as the client wants it, and what the client asks for it: in place of the program's producer, which hears
 * of an end only when it is the call's, and of nothing when another attempt has begun.
 */
class AsyncRequest extends AttemptRequest implements Configurable, HttpExecutionAware, HttpAsyncRequestProducer {
    private final HttpHost target;
    private final AsyncAttempt<?> attempt;
    private final @Nullable RequestConfig config;
    private volatile @Nullable Cancellable exchange;
    private volatile boolean broken;

    AsyncRequest(
            Requested requested, HttpHost target, URI uri, @Nullable RequestConfig config, AsyncAttempt<?> attempt) {
        super(requested, uri);
        this.target = target;
        this.config = config;
        this.attempt = attempt;
    }

    /** @param target what is connected to */
    static AsyncRequest of(
            Requested requested, HttpHost target, URI uri, @Nullable RequestConfig config, AsyncAttempt<?> attempt) {
        return requested.mayHaveBody()
                ? new WithBody(requested, target, uri, config, attempt)
                : new AsyncRequest(requested, target, uri, config, attempt);
    }

    private HttpAsyncRequestProducer programs() {
        return attempt.program().producer();
    }

    @Override
    public final HttpHost getTarget() {
        return target;
    }

    @Override
    public final HttpRequest generateRequest() {
        return this;
    }

    @Override
    public final void produceContent(ContentEncoder encoder, IOControl control) throws IOException {
        if (!attempt.produce(this, encoder, control)) {
            throw new ConnectionClosedException("Connection closed");
        }
    }

    @Override
    public final void requestCompleted(HttpContext context) {
        if (attempt.isLatest(this)) {
            programs().requestCompleted(context);
        }
    }

    @Override
    public final boolean isRepeatable() {
        return programs().isRepeatable();
    }

    @Override
    public final void resetRequest() throws IOException {
        if (attempt.isLatest(this)) {
            programs().resetRequest();
        }
    }

    @Override
    public final void failed(Exception failure) {
        if (attempt.gate().isLive()) {
            programs().failed(failure);
        }
    }

    @Override
    public final void close() throws IOException {
        if (attempt.gate().isLive()) {
            programs().close();
        }
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

    /** One that may have a body. */
    private static final class WithBody extends AsyncRequest implements HttpEntityEnclosingRequest {
        private @Nullable HttpEntity entity;

        WithBody(
                Requested requested,
                HttpHost target,
                URI uri,
                @Nullable RequestConfig config,
                AsyncAttempt<?> attempt) {
            super(requested, target, uri, config, attempt);
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
