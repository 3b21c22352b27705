package dev.failover.agent.client.apacheasync;

import java.io.IOException;
import org.apache.http.HttpException;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.nio.ContentEncoder;
import org.apache.http.nio.IOControl;
import org.apache.http.nio.protocol.HttpAsyncRequestProducer;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** A producer that has been asked for its request already, to see where it goes: it is asked once, as without us. */
final class GeneratedProducer implements HttpAsyncRequestProducer {
    private final HttpAsyncRequestProducer programs;
    private final @Nullable HttpRequest request;
    private final @Nullable Exception failure;

    GeneratedProducer(HttpAsyncRequestProducer programs, @Nullable HttpRequest request, @Nullable Exception failure) {
        this.programs = programs;
        this.request = request;
        this.failure = failure;
    }

    @Override
    @SuppressWarnings("NullAway") // whatever the program's producer has given
    public HttpRequest generateRequest() throws IOException, HttpException {
        if (failure instanceof IOException) {
            throw (IOException) failure;
        }
        if (failure instanceof HttpException) {
            throw (HttpException) failure;
        }
        if (failure != null) {
            throw (RuntimeException) failure;
        }
        return request;
    }

    @Override
    public HttpHost getTarget() {
        return programs.getTarget();
    }

    @Override
    public void produceContent(ContentEncoder encoder, IOControl control) throws IOException {
        programs.produceContent(encoder, control);
    }

    @Override
    public void requestCompleted(HttpContext context) {
        programs.requestCompleted(context);
    }

    @Override
    public void failed(Exception cause) {
        programs.failed(cause);
    }

    @Override
    public boolean isRepeatable() {
        return programs.isRepeatable();
    }

    @Override
    public void resetRequest() throws IOException {
        programs.resetRequest();
    }

    @Override
    public void close() throws IOException {
        programs.close();
    }
}
