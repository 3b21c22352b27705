package dev.failover.agent.client.apacheasync;

import java.io.IOException;
import org.apache.http.ConnectionClosedException;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.nio.ContentEncoder;
import org.apache.http.nio.IOControl;
import org.apache.http.protocol.HttpContext;

/** The program's producer as one attempt sees it, at another host; its end is only the program's when the call's is. */
final class AttemptProducer extends OwnProducer {
    private final HttpHost target;
    private final HttpRequest request;
    private final SharedBody body;
    private final ResponseGate<?> gate;

    AttemptProducer(SharedBody body, HttpHost target, HttpRequest request, ResponseGate<?> gate) {
        super(body.producer());
        this.body = body;
        this.target = target;
        this.request = request;
        this.gate = gate;
    }

    @Override
    public HttpHost getTarget() {
        return target;
    }

    @Override
    public HttpRequest generateRequest() {
        return request;
    }

    @Override
    public void produceContent(ContentEncoder encoder, IOControl control) throws IOException {
        if (!body.produce(this, encoder, control)) {
            throw new ConnectionClosedException("Connection closed");
        }
    }

    @Override
    public void requestCompleted(HttpContext context) {
        if (body.isTaken(this)) {
            super.requestCompleted(context);
        }
    }

    @Override
    public void resetRequest() throws IOException {
        if (body.isTaken(this)) {
            super.resetRequest();
        }
    }

    @Override
    public void failed(Exception failure) {
        if (gate.isLive()) {
            super.failed(failure);
        }
    }

    @Override
    public void close() throws IOException {
        if (gate.isLive()) {
            super.close();
        }
    }
}
