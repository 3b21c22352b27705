package dev.failover.agent.client.apache5;

import dev.failover.cache.CachedAnswer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.hc.core5.function.Supplier;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** The body of a stored answer, which can be read again and again. */
final class StoredEntity extends StoredDetails implements HttpEntity {
    StoredEntity(CachedAnswer answer) {
        super(answer);
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public InputStream getContent() {
        return new ByteArrayInputStream(body());
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        // What is stored is everybody's, and what the program makes of an array is not known.
        out.write(body().clone());
    }

    @Override
    public boolean isStreaming() {
        return false;
    }

    @Override
    @SuppressWarnings("NullAway") // as the client has it, without saying so
    public @Nullable Supplier<List<? extends Header>> getTrailers() {
        return null;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
