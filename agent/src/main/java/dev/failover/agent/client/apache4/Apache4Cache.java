package dev.failover.agent.client.apache4;

import dev.failover.agent.client.CacheAdapter;
import dev.failover.agent.client.apache.Requested;
import dev.failover.cache.BodyRecorder;
import dev.failover.cache.CachedAnswer;
import dev.failover.http.Headers;
import java.util.Locale;
import org.apache.http.Header;
import org.apache.http.HttpEntity;
import org.apache.http.HttpResponse;
import org.apache.http.HttpStatus;
import org.apache.http.HttpVersion;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.impl.EnglishReasonPhraseCatalog;
import org.apache.http.message.BasicHttpResponse;
import org.apache.http.message.BasicStatusLine;
import org.apache.http.protocol.HttpContext;
import org.apache.http.protocol.HttpCoreContext;
import org.jspecify.annotations.Nullable;

/** One call's use of the cache. */
final class Apache4Cache implements CacheAdapter<HttpResponse> {
    /** Of something else than what was asked for: it is neither stored nor does it validate what is stored. */
    private static final Headers ELSEWHERE = Headers.builder()
            .add("Cache-Control", "no-store")
            .add("ETag", "\"failover-was-redirected\"")
            .build();

    private final Apache4Call call;
    private final Requested requested;
    private final Headers asked;
    private final @Nullable HttpContext programs;

    Apache4Cache(Apache4Call call, Requested requested, Headers asked, @Nullable HttpContext programs) {
        this.call = call;
        this.requested = requested;
        this.asked = asked;
        this.programs = programs;
    }

    @Override
    public String method() {
        return requested.request().getRequestLine().getMethod();
    }

    @Override
    public @Nullable String rawQuery() {
        return requested.uri().getRawQuery();
    }

    @Override
    public Headers requestHeaders() {
        return asked;
    }

    @Override
    public boolean hasBody() {
        return requested.body() != null;
    }

    @Override
    public void attemptsHave(Headers conditions) {
        call.attemptsHave(conditions);
    }

    @Override
    public int status(HttpResponse response) {
        return response.getStatusLine().getStatusCode();
    }

    /** The client follows redirects by itself, below us. */
    @Override
    public Headers headers(HttpResponse response) {
        if (call.wasRedirected() || isPartDecoded(response)) {
            return ELSEWHERE;
        }
        Headers.Builder all = Headers.builder();
        for (Header field : response.getAllHeaders()) {
            all.add(field.getName(), field.getValue() == null ? "" : field.getValue());
        }
        return all.build();
    }

    /** What the client has decoded is not the part that its head speaks of. */
    private static boolean isPartDecoded(HttpResponse response) {
        HttpEntity body = response.getEntity();
        return response.getStatusLine().getStatusCode() == HttpStatus.SC_PARTIAL_CONTENT
                && body != null
                && body.getContentLength() < 0;
    }

    @Override
    public void tell(HttpResponse response, String cacheStatus) {
        response.addHeader("Cache-Status", cacheStatus);
    }

    @Override
    public HttpResponse answer(CachedAnswer answer) {
        Stored stored = new Stored(answer.status());
        for (int i = 0; i < answer.headers().size(); i++) {
            stored.addHeader(answer.headers().name(i), answer.headers().value(i));
        }
        if (!method().equals("HEAD")
                && answer.status() != HttpStatus.SC_NO_CONTENT
                && answer.status() != HttpStatus.SC_NOT_MODIFIED) {
            // What is stored is everybody's, and what the program makes of an array is not known.
            ByteArrayEntity body = new ByteArrayEntity(answer.body().clone());
            body.setContentType(answer.headers().first("Content-Type"));
            body.setContentEncoding(answer.headers().first("Content-Encoding"));
            stored.setEntity(body);
        }
        if (programs != null) {
            programs.setAttribute(HttpCoreContext.HTTP_TARGET_HOST, requested.target());
            programs.setAttribute(HttpCoreContext.HTTP_REQUEST, requested.request());
            programs.setAttribute(HttpCoreContext.HTTP_RESPONSE, stored);
        }
        return stored;
    }

    /** An answer that no endpoint gave. */
    private static final class Stored extends BasicHttpResponse implements CloseableHttpResponse {
        Stored(int status) {
            super(
                    new BasicStatusLine(
                            HttpVersion.HTTP_1_1,
                            status,
                            EnglishReasonPhraseCatalog.INSTANCE.getReason(status, Locale.ENGLISH)),
                    EnglishReasonPhraseCatalog.INSTANCE,
                    Locale.ENGLISH);
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    @Override
    public HttpResponse recorded(HttpResponse response, BodyRecorder recorder) {
        HttpEntity body = response.getEntity();
        if (body == null || body.getContentLength() == 0) {
            // Nobody need read that.
            recorder.complete();
        } else {
            response.setEntity(new RecordedEntity(body, recorder));
            if (response instanceof CloseableHttpResponse) {
                return RecordedResponse.of((CloseableHttpResponse) response, recorder);
            }
        }
        return response;
    }

    @Override
    public void drop(HttpResponse response) {
        call.letGo(response);
    }
}
