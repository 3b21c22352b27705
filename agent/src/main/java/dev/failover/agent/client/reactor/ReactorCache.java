package dev.failover.agent.client.reactor;

import dev.failover.agent.client.CacheAdapter;
import dev.failover.agent.client.Redirects;
import dev.failover.cache.BodyRecorder;
import dev.failover.cache.CachedAnswer;
import dev.failover.http.Headers;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientConfig;

/** What the cache must know of a call of Reactor Netty. */
final class ReactorCache implements CacheAdapter<Head> {
    private final ReactorRequest request;
    private final HttpClientConfig config;
    /** Whether all is known that the client will send. */
    private final boolean known;

    private volatile Headers conditions = Headers.EMPTY;

    private ReactorCache(ReactorRequest request, boolean known) {
        this.request = request;
        this.config = request.own().configuration();
        this.known = known;
    }

    /** Null where nobody can tell as whom the program reads. */
    static @Nullable ReactorCache of(ReactorRequest request) {
        HttpClientConfig config = request.own().configuration();
        String method = config.method() == null ? "" : config.method().name();
        boolean known = Internals.isPlain(config);
        boolean isRead = method.equals("GET") || method.equals("HEAD");
        return method.isEmpty() || (isRead && !known) ? null : new ReactorCache(request, known);
    }

    /** The client that asks besides what the cache wants to know. */
    HttpClient asking(HttpClient client) {
        Headers asked = conditions;
        return asked.size() == 0
                ? client
                : client.headers(fields -> {
                    for (int i = 0; i < asked.size(); i++) {
                        fields.set(asked.name(i), asked.value(i));
                    }
                });
    }

    @Override
    public String method() {
        return config.method().name();
    }

    @Override
    public @Nullable String rawQuery() {
        return request.rawQuery();
    }

    @Override
    public Headers requestHeaders() {
        Headers.Builder fields = copy(config.headers());
        if (!config.headers().contains(HttpHeaderNames.USER_AGENT)) {
            fields.add("User-Agent", HttpClient.USER_AGENT);
        }
        return fields.build();
    }

    private static Headers.Builder copy(HttpHeaders fields) {
        Headers.Builder copy = Headers.builder();
        Iterator<Map.Entry<CharSequence, CharSequence>> each = fields.iteratorCharSequence();
        while (each.hasNext()) {
            Map.Entry<CharSequence, CharSequence> field = each.next();
            copy.add(field.getKey().toString(), field.getValue().toString());
        }
        return copy;
    }

    /** A read with one has no cache. */
    @Override
    public boolean hasBody() {
        return !known;
    }

    @Override
    public void attemptsHave(Headers fields) {
        conditions = fields;
    }

    @Override
    public int status(Head head) {
        return head.status();
    }

    /** A redirect is no answer to who follows it. */
    @Override
    public boolean isDirect(Head head) {
        return known && head.isDirect() && !Redirects.is(head.status());
    }

    @Override
    public Headers headers(Head head) {
        return copy(head.headers()).build();
    }

    @Override
    public boolean goesOnWith(int status) {
        return Redirects.is(status) && config.followRedirectPredicate() != null;
    }

    @Override
    public Head told(Head head, String cacheStatus) {
        head.headers().add("Cache-Status", cacheStatus);
        return head;
    }

    @Override
    public Head answer(CachedAnswer answer) {
        return new StoredHead(answer);
    }

    @Override
    public Head recorded(Head head, BodyRecorder recorder) {
        if (head instanceof LiveHead) {
            ((LiveHead) head).record(recorder);
        } else {
            recorder.abandon();
        }
        return head;
    }

    @Override
    public void drop(Head head) {
        head.drop(request.engine());
    }
}
