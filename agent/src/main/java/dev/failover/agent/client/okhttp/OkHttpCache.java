package dev.failover.agent.client.okhttp;

import dev.failover.agent.client.CacheAdapter;
import dev.failover.agent.client.Reasons;
import dev.failover.agent.client.Redirects;
import dev.failover.agent.client.Revalidation;
import dev.failover.cache.BodyRecorder;
import dev.failover.cache.CachedAnswer;
import dev.failover.http.Headers;
import java.io.IOException;
import okhttp3.Call;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/** What the cache must know of a call of OkHttp. */
final class OkHttpCache implements CacheAdapter<Response> {
    private final Request request;
    private final Headers asked;
    private final Following following;
    private final @Nullable Call call;
    private Headers conditions = Headers.EMPTY;

    OkHttpCache(Request request, Headers asked, Following following) {
        this.following = following;
        this.call = following.call();
        this.request = request;
        this.asked = asked;
    }

    @Override
    public String method() {
        return request.method();
    }

    @Override
    public @Nullable String rawQuery() {
        return request.url().encodedQuery();
    }

    /**
     * With the cookies, which OkHttp adds only where it sends: they say who the user is.
     *
     * @return null when there is no knowing them
     */
    static @Nullable Headers fields(Request request, @Nullable CookieJar cookies) {
        if (cookies == null) {
            return null;
        }
        Headers.Builder headers = copy(request.headers()).toBuilder();
        try {
            for (Cookie cookie : cookies.loadForRequest(request.url())) {
                headers.add("Cookie", cookie.name() + "=" + cookie.value());
            }
        } catch (RuntimeException programs) {
            // The client will tell the program, if it is so again where it sends.
            return null;
        }
        return headers.build();
    }

    @Override
    public Headers requestHeaders() {
        return asked;
    }

    @Override
    public boolean hasBody() {
        return request.body() != null;
    }

    @Override
    public void attemptsHave(Headers fields) {
        conditions = fields;
    }

    /** The program's request with the conditions of the cache: the request itself when there are none. */
    Request asked() {
        if (conditions.size() == 0) {
            return request;
        }
        Request.Builder asked = request.newBuilder();
        for (int i = 0; i < conditions.size(); i++) {
            asked.header(conditions.name(i), conditions.value(i));
        }
        return asked.build();
    }

    @Override
    public int status(Response response) {
        return response.code();
    }

    @Override
    public boolean isDirect(Response response) {
        return response.priorResponse() == null;
    }

    @Override
    public boolean goesOnWith(int status) {
        return Redirects.is(status) && following.followsRedirects();
    }

    @Override
    public Headers headers(Response response) {
        return copy(response.headers());
    }

    private static Headers copy(okhttp3.Headers fields) {
        Headers.Builder copy = Headers.builder();
        for (int i = 0; i < fields.size(); i++) {
            copy.add(fields.name(i), fields.value(i));
        }
        return copy.build();
    }

    @Override
    public Response answer(CachedAnswer answer) {
        okhttp3.Headers.Builder fields = new okhttp3.Headers.Builder();
        Headers headers = answer.headers();
        for (int i = 0; i < headers.size(); i++) {
            fields.add(headers.name(i), headers.value(i));
        }
        Response head = new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(answer.status())
                .message(Reasons.of(answer.status()))
                .headers(fields.build())
                .build();
        String type = headers.first("Content-Type");
        ResponseBody body = ResponseBody.create(type == null ? null : MediaType.parse(type), answer.body());
        // As a response of OkHttp's own cache says where it comes from.
        return head.newBuilder().cacheResponse(head).body(body).build();
    }

    @Override
    public Response told(Response response, String cacheStatus) {
        return response.newBuilder().addHeader("Cache-Status", cacheStatus).build();
    }

    @Override
    public Response recorded(Response response, BodyRecorder recorder) throws IOException {
        ResponseBody body = response.body();
        if (body == null || method().equals("HEAD")) {
            recorder.complete(new byte[0]);
            return response;
        }
        return response.newBuilder().body(RecordedBody.of(body, recorder)).build();
    }

    @Override
    public boolean canRevalidate() {
        return call != null;
    }

    @Override
    public void revalidate(Revalidation revalidation) {
        if (call != null) {
            Revalidations.start(following.copyOf(call), revalidation);
        }
    }

    @Override
    public @Nullable Revalidation revalidates() {
        return Revalidations.of(call);
    }

    @Override
    public void drop(Response response) {
        ResponseBody body = response.body();
        if (body != null) {
            try {
                body.close();
            } catch (RuntimeException broken) {
                // There is nothing more to let go of.
            }
        }
    }
}
