package dev.failover.agent.client.jdk;

import dev.failover.cache.BodyRecorder;
import dev.failover.cache.CachedAnswer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** What the cache answers in place of an endpoint. The program's handler gets its body as it would get one from the network. */
final class StoredAnswer<T> implements Given<T>, ResponseInfo {
    /** As much as the client reads at once. */
    private static final int PIECE = 16 * 1024;

    private final HttpRequest request;
    private final int status;
    private final HttpHeaders headers;
    private final HeldBody<T> body;

    StoredAnswer(JdkCall<T> call, CachedAnswer answer) {
        request = call.request();
        status = answer.status();
        headers = Fields.of(answer.headers());
        body = new HeldBody<>(call.handler(), this);
        body.whole(pieces(answer.body()));
    }

    /** Nobody may write to what is stored. */
    private static List<List<ByteBuffer>> pieces(byte[] bytes) {
        List<List<ByteBuffer>> pieces = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += PIECE) {
            ByteBuffer piece = ByteBuffer.wrap(bytes, at, Math.min(PIECE, bytes.length - at));
            pieces.add(List.of(piece.slice().asReadOnlyBuffer()));
        }
        return pieces;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public int statusCode() {
        return status;
    }

    @Override
    public HttpHeaders headers() {
        return headers;
    }

    /** By which it once came is not known any more. */
    @Override
    public HttpClient.Version version() {
        return HttpClient.Version.HTTP_1_1;
    }

    @Override
    public HeldBody<T> held() {
        return body;
    }

    @Override
    public HttpResponse<T> shown(@Nullable T content) {
        return new Shown<>(this, content);
    }

    @Override
    public HttpResponse<T> shown() {
        throw new IllegalStateException("the body has not been handed on yet");
    }

    /** It says so already. */
    @Override
    public void tell(String cacheStatus) {}

    /** What is stored is not stored again. */
    @Override
    public void record(BodyRecorder recorder) {
        recorder.abandon();
    }

    @Override
    public void drop() {
        body.drop();
    }

    /** The response of the client's own kind. */
    private static final class Shown<T> implements HttpResponse<T> {
        private final StoredAnswer<T> answer;
        private final @Nullable T content;

        Shown(StoredAnswer<T> answer, @Nullable T content) {
            this.answer = answer;
            this.content = content;
        }

        @Override
        public int statusCode() {
            return answer.status;
        }

        @Override
        public HttpRequest request() {
            return answer.request;
        }

        @Override
        public Optional<HttpResponse<T>> previousResponse() {
            return Optional.empty();
        }

        @Override
        public HttpHeaders headers() {
            return answer.headers;
        }

        @Override
        @SuppressWarnings("NullAway") // null where the program's own handler says so
        public T body() {
            return content;
        }

        /** It came over no connection. */
        @Override
        public Optional<SSLSession> sslSession() {
            return Optional.empty();
        }

        @Override
        public URI uri() {
            return answer.request.uri();
        }

        @Override
        public HttpClient.Version version() {
            return answer.version();
        }

        @Override
        public String toString() {
            return "(" + request().method() + " " + uri() + ") " + statusCode();
        }
    }
}
