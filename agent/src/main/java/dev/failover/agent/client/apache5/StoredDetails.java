package dev.failover.agent.client.apache5;

import dev.failover.cache.CachedAnswer;
import java.util.Collections;
import java.util.Set;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** What the head of a stored answer says of its body. */
class StoredDetails implements EntityDetails {
    private final CachedAnswer answer;

    StoredDetails(CachedAnswer answer) {
        this.answer = answer;
    }

    final byte[] body() {
        return answer.body();
    }

    @Override
    public final long getContentLength() {
        return answer.body().length;
    }

    @Override
    @SuppressWarnings("NullAway") // as the client has it, without saying so
    public final @Nullable String getContentType() {
        return answer.headers().first(HttpHeaders.CONTENT_TYPE);
    }

    @Override
    @SuppressWarnings("NullAway") // as the client has it, without saying so
    public final @Nullable String getContentEncoding() {
        return answer.headers().first(HttpHeaders.CONTENT_ENCODING);
    }

    @Override
    public final boolean isChunked() {
        return false;
    }

    @Override
    public final Set<String> getTrailerNames() {
        return Collections.emptySet();
    }
}
