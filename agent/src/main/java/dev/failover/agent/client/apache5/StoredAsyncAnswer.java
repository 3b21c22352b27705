package dev.failover.agent.client.apache5;

import dev.failover.cache.CachedAnswer;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.impl.EnglishReasonPhraseCatalog;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.apache.hc.core5.http.nio.AsyncDataConsumer;
import org.jspecify.annotations.Nullable;

/** An answer that no endpoint gave. */
final class StoredAsyncAnswer implements AsyncAnswer {
    private final BasicHttpResponse response;
    private final @Nullable StoredDetails details;

    StoredAsyncAnswer(CachedAnswer answer, boolean isOfHead) {
        response = new BasicHttpResponse(answer.status(), EnglishReasonPhraseCatalog.INSTANCE, null);
        StoredAnswer.complete(response, answer);
        details = StoredAnswer.hasBody(answer, isOfHead) ? new StoredDetails(answer) : null;
    }

    /** The program hears all of it, as it would from a connection. */
    void tell(AsyncExecCallback programs) {
        try {
            AsyncDataConsumer consumer = programs.handleResponse(response, details);
            if (consumer != null && details != null) {
                if (details.getContentLength() > 0) {
                    // What is stored is everybody's, and what the program makes of an array is not known.
                    consumer.consume(ByteBuffer.wrap(details.body().clone()));
                }
                consumer.streamEnd(null);
            }
        } catch (HttpException | IOException | RuntimeException programsOwn) {
            programs.failed(programsOwn);
            return;
        }
        programs.completed();
    }

    @Override
    public HttpResponse response() {
        return response;
    }

    @Override
    public void drop() {
        // It takes nothing up.
    }
}
