package dev.failover.agent.client.apacheasync;

import dev.failover.cache.CachedAnswer;
import java.util.Locale;
import org.apache.http.HttpResponse;
import org.apache.http.HttpStatus;
import org.apache.http.HttpVersion;
import org.apache.http.entity.BasicHttpEntity;
import org.apache.http.impl.EnglishReasonPhraseCatalog;
import org.apache.http.message.BasicHttpResponse;
import org.apache.http.message.BasicStatusLine;
import org.jspecify.annotations.Nullable;

/** An answer that no endpoint gave. */
final class StoredAnswer implements AsyncAnswer {
    private final AsyncHttpCall<?> call;
    private final HttpResponse head;
    /** Null where the client would not look for any. */
    private final @Nullable HeldContent content;

    StoredAnswer(AsyncHttpCall<?> call, CachedAnswer answer, boolean isOfHead) {
        this.call = call;
        int status = answer.status();
        head = new BasicHttpResponse(
                new BasicStatusLine(
                        HttpVersion.HTTP_1_1,
                        status,
                        EnglishReasonPhraseCatalog.INSTANCE.getReason(status, Locale.ENGLISH)),
                EnglishReasonPhraseCatalog.INSTANCE,
                Locale.ENGLISH);
        for (int i = 0; i < answer.headers().size(); i++) {
            head.addHeader(answer.headers().name(i), answer.headers().value(i));
        }
        boolean hasBody = !isOfHead && status != HttpStatus.SC_NO_CONTENT && status != HttpStatus.SC_NOT_MODIFIED;
        content = hasBody ? HeldContent.of(answer.body()) : null;
        if (hasBody) {
            BasicHttpEntity body = new BasicHttpEntity();
            body.setContentLength(answer.body().length);
            body.setContentType(answer.headers().first("Content-Type"));
            body.setContentEncoding(answer.headers().first("Content-Encoding"));
            head.setEntity(body);
        }
    }

    @Override
    public HttpResponse response() {
        return head;
    }

    @Override
    public void pass() {
        call.elsewhere(call.replay(head, content));
    }

    @Override
    public void drop() {
        // It takes nothing up.
    }

    @Override
    public void abort() {
        // Whoever replays it sees that the program's future is done.
    }
}
