package dev.failover.agent.client.url;

import dev.failover.agent.client.AddedCookies;
import dev.failover.agent.client.CacheAdapter;
import dev.failover.agent.client.Redirects;
import dev.failover.agent.client.Revalidation;
import dev.failover.cache.BodyRecorder;
import dev.failover.cache.CachedAnswer;
import dev.failover.http.Headers;
import java.io.IOException;
import java.net.CookieHandler;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;

/** What the cache must know of a request that a connection of the JDK sends. Used under the lock of its exchange. */
final class CachedUrl implements CacheAdapter<Answer> {
    private static final int NOT_MODIFIED = 304;

    private final FailoverExchange exchange;
    private final Opener opener;
    private final HttpURLConnection first;
    private final String method;
    private final boolean isRead;
    private final @Nullable Map<String, List<String>> cookies;
    private Headers conditions = Headers.EMPTY;

    private final boolean late;

    private CachedUrl(FailoverExchange exchange, Opener opener, HttpURLConnection first, boolean late) {
        this.late = late;
        this.exchange = exchange;
        this.opener = opener;
        this.first = first;
        method = exchange.recording().method();
        isRead = method.equals("GET") || method.equals("HEAD");
        cookies = mayBeAuthenticated() ? null : cookies();
    }

    /**
     * Null when the request is sent as without a cache.
     *
     * @param late whether it has been sent already
     */
    static @Nullable CachedUrl of(FailoverExchange exchange, Opener opener, HttpURLConnection first, boolean late) {
        CachedUrl cached = new CachedUrl(exchange, opener, first, late);
        return cached.isRead && cached.cookies == null ? null : cached;
    }

    /** Whether the JDK may add credentials that nobody knows before the server has asked for them. */
    private boolean mayBeAuthenticated() {
        return opener.url().getUserInfo() != null
                || exchange.recording().isAuthenticated()
                || Authenticators.areThere();
    }

    private @Nullable Map<String, List<String>> cookies() {
        try {
            URI addressed = opener.url().toURI();
            return AddedCookies.of(
                    opener.route(),
                    CookieHandler.getDefault(),
                    addressed,
                    exchange.recording().fields().build().toMap());
        } catch (URISyntaxException noSuchUri) {
            // To the JDK it is one without cookies, too, but that is not for us to rely on.
            return null;
        }
    }

    /** What attempts send besides. */
    Headers conditions() {
        return conditions;
    }

    /** Whether what is stored must not be touched by this answer: it is that of another URL, or was given to somebody in particular. */
    boolean isStrange(Answer answer) {
        UrlAttempt attempt = answer.attempt;
        return isRead
                && attempt != null
                && (attempt.isRedirected() || (status(answer) < 300 && hasField(answer, "WWW-Authenticate")));
    }

    private static boolean hasField(Answer answer, String name) {
        return Fields.line(answer.connection, name) != null;
    }

    /** Whether an answer is one to a question of ours. */
    boolean isOurs(Answer answer) {
        return conditions.size() > 0 && status(answer) == NOT_MODIFIED;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public @Nullable String rawQuery() {
        return opener.url().getQuery();
    }

    @Override
    public Headers requestHeaders() {
        Headers.Builder headers = exchange.recording().fields();
        Defaults.addTo(headers, first.getIfModifiedSince());
        if (cookies != null) {
            cookies.forEach((name, values) -> values.forEach(value -> headers.add(name, value)));
        }
        if (late || !first.getUseCaches() || (!isRead && (cookies == null || first.getInstanceFollowRedirects()))) {
            // It invalidates what is stored, and that is all.
            headers.add("Cache-Control", "no-store");
        }
        return headers.build();
    }

    @Override
    public boolean hasBody() {
        return exchange.body() != null;
    }

    @Override
    public boolean canRevalidate() {
        return isRead && !hasBody();
    }

    @Override
    public void revalidate(Revalidation revalidation) throws IOException {
        exchange.revalidate(revalidation);
    }

    @Override
    public @Nullable Revalidation revalidates() {
        return exchange.revalidation();
    }

    @Override
    public void attemptsHave(Headers wanted) {
        conditions = wanted;
    }

    @Override
    public int status(Answer response) {
        try {
            return response.connection.getResponseCode();
        } catch (IOException none) {
            return -1;
        }
    }

    @Override
    public boolean goesOnWith(int status) {
        return Redirects.is(status) && first.getInstanceFollowRedirects();
    }

    @Override
    public Headers headers(Answer response) {
        Headers.Builder headers = Headers.builder();
        String value;
        for (int n = 1; (value = response.connection.getHeaderField(n)) != null; n++) {
            String name = response.connection.getHeaderFieldKey(n);
            // A line without a name is no field, but others may follow.
            if (name != null) {
                headers.add(name, value);
            }
        }
        return headers.build();
    }

    @Override
    public Answer answer(CachedAnswer answer) {
        StoredReply reply = new StoredReply(opener.url(), answer);
        HttpURLConnection connection = first instanceof HttpsURLConnection
                ? new StoredHttps(opener.url(), first, reply)
                : new StoredHttp(opener.url(), first, reply);
        return new Answer(null, connection, reply.failure());
    }

    @Override
    public Answer told(Answer response, String cacheStatus) {
        exchange.tell(cacheStatus);
        return response;
    }

    /** It is the exchange that gives the program its stream. */
    @Override
    public Answer recorded(Answer response, BodyRecorder recorder) {
        exchange.record(new BodyRecording(recorder, headers(response).first("Content-Length"), status(response)));
        return response;
    }

    @Override
    public void drop(Answer response) {
        if (status(response) != NOT_MODIFIED) {
            response.connection.disconnect();
            return;
        }
        try {
            // Without a body its connection can be used again.
            response.connection.getInputStream().close();
        } catch (IOException broken) {
            response.connection.disconnect();
        }
    }
}
