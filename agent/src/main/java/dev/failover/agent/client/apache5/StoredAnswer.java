package dev.failover.agent.client.apache5;

import dev.failover.cache.CachedAnswer;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.impl.EnglishReasonPhraseCatalog;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.http.message.BasicHttpResponse;

/** An answer that no endpoint gave. */
final class StoredAnswer implements ClassicAnswer {
    private final ClassicHttpResponse response;

    StoredAnswer(CachedAnswer answer, boolean isOfHead) {
        BasicClassicHttpResponse stored =
                new BasicClassicHttpResponse(answer.status(), EnglishReasonPhraseCatalog.INSTANCE, null);
        complete(stored, answer);
        if (hasBody(answer, isOfHead)) {
            stored.setEntity(new StoredEntity(answer));
        }
        response = stored;
    }

    static void complete(BasicHttpResponse stored, CachedAnswer answer) {
        stored.setVersion(HttpVersion.HTTP_1_1);
        stored.setHeaders(Fields.of(answer.headers()));
    }

    /** Whether the client would look for one, be it empty. */
    static boolean hasBody(CachedAnswer answer, boolean isOfHead) {
        int status = answer.status();
        return !isOfHead && status != HttpStatus.SC_NO_CONTENT && status != HttpStatus.SC_NOT_MODIFIED;
    }

    @Override
    public ClassicHttpResponse response() {
        return response;
    }

    @Override
    public void drop() {
        // It takes nothing up.
    }
}
