package dev.failover.agent.client.apache;

import dev.failover.agent.client.CacheAdapter;
import dev.failover.agent.client.Redirects;
import dev.failover.agent.client.Revalidation;
import dev.failover.cache.BodyRecorder;
import dev.failover.cache.CachedAnswer;
import dev.failover.http.Headers;
import java.util.Locale;
import org.apache.http.Header;
import org.apache.http.HttpEntity;
import org.apache.http.HttpResponse;
import org.apache.http.HttpStatus;
import org.apache.http.HttpVersion;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.impl.EnglishReasonPhraseCatalog;
import org.apache.http.message.BasicHttpResponse;
import org.apache.http.message.BasicStatusLine;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** One call's use of the cache. */
public final class ApacheCache implements CacheAdapter<HttpResponse> {
    /** Of something else than what was asked for: it is neither stored nor does it validate what is stored. */
    private static final Headers ELSEWHERE = Headers.builder()
            .add("Cache-Control", "no-store")
            .add("ETag", "\"failover-was-redirected\"")
            .build();

    private final ApacheCall call;
    private final Requested requested;
    private final Headers asked;
    private final @Nullable HttpContext programs;

    public ApacheCache(ApacheCall call, Requested requested, Headers asked, @Nullable HttpContext programs) {
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
        call.have(conditions);
    }

    @Override
    public int status(HttpResponse response) {
        return response.getStatusLine().getStatusCode();
    }

    /** The client follows redirects by itself, below us. */
    @Override
    public Headers headers(HttpResponse response) {
        if (!call.isOfAttempt() || isDecodedUnsaid(response)) {
            return ELSEWHERE;
        }
        Headers.Builder all = Headers.builder();
        for (Header field : response.getAllHeaders()) {
            all.add(field.getName(), field.getValue() == null ? "" : field.getValue());
        }
        return all.build();
    }

    /** What the client has decoded is not what its head speaks of, unless that says so. */
    private static boolean isDecodedUnsaid(HttpResponse response) {
        HttpEntity body = response.getEntity();
        return body != null
                && (response.containsHeader("Content-Encoding")
                        ? body.getContentEncoding() == null
                        : body.getContentLength() < 0
                                && response.getStatusLine().getStatusCode() == HttpStatus.SC_PARTIAL_CONTENT);
    }

    /** Whether this client follows it nobody can tell from here. */
    @Override
    public boolean goesOnWith(int status) {
        return Redirects.is(status);
    }

    @Override
    public HttpResponse told(HttpResponse response, String cacheStatus) {
        response.addHeader("Cache-Status", cacheStatus);
        return response;
    }

    @Override
    public HttpResponse answer(CachedAnswer answer) {
        BasicHttpResponse stored = new BasicHttpResponse(
                new BasicStatusLine(
                        HttpVersion.HTTP_1_1,
                        answer.status(),
                        EnglishReasonPhraseCatalog.INSTANCE.getReason(answer.status(), Locale.ENGLISH)),
                EnglishReasonPhraseCatalog.INSTANCE,
                Locale.ENGLISH);
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
        HttpResponse response = call.closing(stored, () -> {});
        if (programs != null) {
            programs.setAttribute("http.target_host", requested.target());
            programs.setAttribute("http.request", requested.request());
            programs.setAttribute("http.response", response);
        }
        return response;
    }

    @Override
    public HttpResponse recorded(HttpResponse response, BodyRecorder recorder) {
        HttpEntity body = response.getEntity();
        if (body == null || body.getContentLength() == 0) {
            // Nobody need read that.
            recorder.complete();
            return response;
        }
        response.setEntity(new RecordedEntity(body, recorder));
        return call.closing(response, recorder::abandon);
    }

    @Override
    public boolean canRevalidate() {
        return !hasBody() && call.hasPool();
    }

    @Override
    public void revalidate(Revalidation revalidation) {
        ApacheBehind.start(call, revalidation);
    }

    @Override
    public @Nullable Revalidation revalidates() {
        return call.revalidation();
    }

    @Override
    public void drop(HttpResponse response) {
        call.drop(response);
    }
}
