package dev.failover.agent.client.apacheasync;

import java.io.IOException;
import org.apache.http.HttpException;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.nio.ContentEncoder;
import org.apache.http.nio.IOControl;
import org.apache.http.nio.protocol.HttpAsyncRequestProducer;
import org.apache.http.protocol.HttpContext;

/** Stands before the program's producer. Its class is also the mark by which the agent knows what it has seen before. */
abstract class OwnProducer implements HttpAsyncRequestProducer {
    private final HttpAsyncRequestProducer programs;

    OwnProducer(HttpAsyncRequestProducer programs) {
        this.programs = programs;
    }

    final HttpAsyncRequestProducer programs() {
        return programs;
    }

    @Override
    public HttpHost getTarget() {
        return programs.getTarget();
    }

    @Override
    public abstract HttpRequest generateRequest() throws IOException, HttpException;

    @Override
    public void produceContent(ContentEncoder encoder, IOControl control) throws IOException {
        programs.produceContent(encoder, control);
    }

    @Override
    public void requestCompleted(HttpContext context) {
        programs.requestCompleted(context);
    }

    @Override
    public void failed(Exception failure) {
        programs.failed(failure);
    }

    @Override
    public final boolean isRepeatable() {
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
