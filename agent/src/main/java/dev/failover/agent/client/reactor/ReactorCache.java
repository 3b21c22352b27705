package dev.failover.agent.client.reactor;

import dev.failover.agent.client.CacheAdapter;
import dev.failover.agent.client.Redirects;
import dev.failover.agent.client.Revalidation;
import dev.failover.cache.BodyRecorder;
import dev.failover.cache.CachedAnswer;
import dev.failover.http.Headers;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Iterator;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.netty.NettyOutbound;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientConfig;
import reactor.netty.http.client.HttpClientRequest;

/** What the cache must know of a call of Reactor Netty. */
final class ReactorCache implements CacheAdapter<Head> {
    private final ReactorRequest request;
    private final HttpClientConfig config;
    private final ReactorCall call;
    /** Whether all is known that the client will send. */
    private final boolean known;
    /** What the program's own function says; null where there is none. */
    private final @Nullable Rehearsed rehearsed;

    private volatile Headers conditions = Headers.EMPTY;

    private ReactorCache(ReactorCall call, boolean known, @Nullable Rehearsed rehearsed) {
        this.call = call;
        this.request = call.request();
        this.config = request.own().configuration();
        this.known = known;
        this.rehearsed = rehearsed;
    }

    /**
     * @param rehearsed what the program's own function says; null if there is none, or where it could not be asked
     * @return null where nobody can tell as whom the program reads
     */
    static @Nullable ReactorCache of(ReactorCall call, @Nullable Rehearsed rehearsed) {
        HttpClientConfig config = call.request().own().configuration();
        String method = method(config);
        boolean known = Internals.isPlain(config) && (rehearsed != null || Internals.function(config) == null);
        return method.isEmpty() || (isRead(method) && !known) ? null : new ReactorCache(call, known, rehearsed);
    }

    private static String method(HttpClientConfig config) {
        return config.method() == null ? "" : config.method().name();
    }

    private static boolean isRead(String method) {
        return method.equals("GET") || method.equals("HEAD");
    }

    /** The program's own function, where it must be asked what it would send; null where there is nothing to ask. */
    static @Nullable BiFunction<HttpClientRequest, NettyOutbound, Publisher<Void>> unknown(ReactorRequest request) {
        HttpClientConfig config = request.own().configuration();
        boolean hasBody = config.headers().contains(HttpHeaderNames.CONTENT_LENGTH)
                || config.headers().contains(HttpHeaderNames.TRANSFER_ENCODING);
        return isRead(method(config)) && !hasBody && Internals.isPlain(config) ? Internals.function(config) : null;
    }

    /** What looks at a request whose fields the program's own function writes, before it is sent. */
    Rehearsed.@Nullable Repeated repeated() {
        return rehearsed == null ? null : rehearsed.repeated(conditions);
    }

    /** The client that asks besides what the cache wants to know. */
    HttpClient asking(HttpClient client) {
        Headers asked = conditions;
        // The program's own function could overwrite it.
        return asked.size() == 0 || rehearsed != null
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
        if (rehearsed != null) {
            return rehearsed.fields().build();
        }
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
        if (head instanceof ReactorAttempt) {
            ((ReactorAttempt) head).record(recorder);
        } else {
            recorder.abandon();
        }
        return head;
    }

    @Override
    public boolean canRevalidate() {
        return known;
    }

    @Override
    public void revalidate(Revalidation revalidation) {
        ReactorBehind.start(call, rehearsed, revalidation);
    }

    @Override
    public @Nullable Revalidation revalidates() {
        return call.revalidation();
    }

    @Override
    public void drop(Head head) {
        head.drop(request.engine());
    }
}
