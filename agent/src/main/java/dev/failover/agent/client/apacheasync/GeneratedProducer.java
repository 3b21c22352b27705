package dev.failover.agent.client.apacheasync;

import java.io.IOException;
import org.apache.http.HttpException;
import org.apache.http.HttpRequest;
import org.apache.http.nio.protocol.HttpAsyncRequestProducer;
import org.jspecify.annotations.Nullable;

/** A producer that has been asked for its request already, to see where it goes: it is asked once, as without us. */
final class GeneratedProducer extends OwnProducer {
    private final @Nullable HttpRequest request;
    private final @Nullable Exception failure;

    GeneratedProducer(HttpAsyncRequestProducer programs, @Nullable HttpRequest request, @Nullable Exception failure) {
        super(programs);
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
}
