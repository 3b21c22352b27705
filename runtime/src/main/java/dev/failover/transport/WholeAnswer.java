package dev.failover.transport;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of each answer and gives the connection back, in place of HttpClient 5's step for authentication, which we
 * do not use: it takes the URL of each request apart to look for credentials, and hands out bodies that are still to come.
 * Stateless.
 */
final class WholeAnswer implements ExecChainHandler {
    /** As much as is believed of an announced length: memory for the rest comes with the bytes. */
    private static final int LONGEST_EXACT = 1 << 20;

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        boolean whole = false;
        try {
            ClassicHttpResponse answer = chain.proceed(request, scope);
            HttpEntity entity = answer.getEntity();
            if (entity != null) {
                answer.setEntity(new Body(read(entity)));
                scope.execRuntime.releaseEndpoint();
            }
            whole = true;
            return answer;
        } finally {
            if (!whole) {
                scope.execRuntime.discardEndpoint();
            }
        }
    }

    /** The body of an answer that came this way, not copied; null if it has none. */
    static byte @Nullable [] body(ClassicHttpResponse answer) {
        HttpEntity entity = answer.getEntity();
        return entity == null ? null : ((Body) entity).bytes;
    }

    private static final class Body extends ByteArrayEntity {
        final byte[] bytes;

        Body(byte[] bytes) {
            super(bytes, null);
            this.bytes = bytes;
        }
    }

    /** A short body whose length is known needs no buffer that grows. */
    static byte[] read(HttpEntity entity) throws IOException {
        long length = entity.getContentLength();
        if (length < 0 || length > LONGEST_EXACT) {
            return Messages.whole(entity.getContent(), 8192);
        }
        byte[] bytes = new byte[(int) length];
        try (InputStream content = entity.getContent()) {
            int at = 0;
            while (at < bytes.length) {
                int read = content.read(bytes, at, bytes.length - at);
                if (read < 0) {
                    throw new ConnectionClosedException(
                            "the body ended after %d bytes of the %d that were announced", at, length);
                }
                at += read;
            }
        }
        return bytes;
    }
}
