package dev.failover.cache;

import dev.failover.endpoint.Endpoint;
import dev.failover.http.Headers;
import dev.failover.http.HttpDate;
import dev.failover.metrics.MetricsCollector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cache, an origin that says what the test has told it to say, in order, and a client that keeps to what {@link CacheExchange} asks
 * of it. On one thread, without a network. Fields are written as {@code "Name: value"}.
 */
final class CacheWorld {
    static final String BASE = "http://origin.example/base";

    /** What the origin was sent. */
    record Sent(String method, String target, Headers headers) {
        @Nullable
        String first(String name) {
            return headers.first(name);
        }
    }

    /** What the client was given. */
    record Got(int status, Headers headers, String body, CacheReply.@Nullable Kind kind) {
        @Nullable
        String first(String name) {
            return headers.first(name);
        }

        /** Ours is the last member. */
        String cacheStatus() {
            List<String> all = headers.all("Cache-Status");
            return all.isEmpty() ? "" : all.get(all.size() - 1);
        }

        boolean isHit() {
            return kind == null && cacheStatus().startsWith("failover; hit");
        }
    }

    private record Answer(int status, Headers headers, byte[] body) {}

    final TestClock clock = new TestClock();
    final MapStore store = new MapStore();
    final List<Sent> sent = new ArrayList<>();
    /** Calls that validate what has answered, behind their callers. */
    final List<Runnable> background = new ArrayList<>();
    /** As whom the service is asked. */
    Identity identity = Identity.NONE;

    final MetricsCollector metrics = new MetricsCollector();
    final CachePolicy policy;
    final HttpCache cache;
    private final Deque<Answer> answers = new ArrayDeque<>();
    private boolean isDown;

    CacheWorld(CachePolicy policy) {
        this.policy = policy;
        this.cache = new HttpCache(
                policy,
                store,
                clock,
                List.of(Endpoint.of(BASE)),
                metrics.service("world").cache());
    }

    static CacheWorld ofPrivate() {
        return new CacheWorld(CachePolicy.defaults());
    }

    static CacheWorld ofShared() {
        return new CacheWorld(CachePolicy.defaults().withShared(true));
    }

    /** That many seconds from the start, as a date in a message. */
    static String date(long seconds) {
        return HttpDate.format(TestClock.START + 1_000 * seconds);
    }

    static Headers headers(String... fields) {
        Headers.Builder headers = Headers.builder();
        for (String field : fields) {
            int colon = field.indexOf(':');
            headers.add(field.substring(0, colon), field.substring(colon + 1).replaceAll("^[ \t]+|[ \t]+$", ""));
        }
        return headers.build();
    }

    /** What the origin says next. */
    CacheWorld says(int status, String body, String... fields) {
        answers.add(new Answer(status, headers(fields), body.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    CacheWorld says(String body, String... fields) {
        return says(200, body, fields);
    }

    /** From now on nobody answers. */
    void goesDown() {
        isDown = true;
    }

    Got get(String target, String... fields) {
        return call("GET", target, fields);
    }

    Got call(String method, String target, String... fields) {
        return call(request(method, target, fields));
    }

    CacheRequest request(String method, String target, String... fields) {
        return new CacheRequest(method, target, headers(fields), false, identity);
    }

    Got call(CacheRequest request) {
        return call(request, policy);
    }

    Got call(CacheRequest request, CachePolicy calls) {
        CacheExchange exchange = cache.begin(request, calls);
        CachedAnswer stored = exchange.answer();
        if (stored != null) {
            if (exchange.revalidates()) {
                background.add(() -> forward(exchange, request));
            }
            return got(stored);
        }
        Flight unused = exchange.flight();
        return forward(exchange, request);
    }

    /** Does what was begun behind the callers' backs. */
    void runBackground() {
        List<Runnable> all = new ArrayList<>(background);
        background.clear();
        all.forEach(Runnable::run);
    }

    private Got forward(CacheExchange exchange, CacheRequest request) {
        Headers.Builder fields = request.headers().toBuilder();
        for (int i = 0; i < exchange.conditions().size(); i++) {
            fields.add(exchange.conditions().name(i), exchange.conditions().value(i));
        }
        exchange.sent();
        sent.add(new Sent(request.method(), request.target(), fields.build()));
        if (isDown) {
            CachedAnswer standby = exchange.unreachable("unreachable", "nobody is there");
            exchange.close();
            return standby == null ? new Got(0, Headers.EMPTY, "", null) : got(standby);
        }
        Answer answer = next();
        CacheReply reply = exchange.received(answer.status, answer.headers);
        switch (reply.kind()) {
            case ANSWER:
                return got(reply.answer());
            case SEND_AGAIN:
                sent.add(new Sent(request.method(), request.target(), request.headers()));
                Answer whole = next();
                return new Got(whole.status, whole.headers, text(whole.body), CacheReply.Kind.SEND_AGAIN);
            case RECORD:
                BodyRecorder recorder = reply.recorder();
                recorder.write(answer.body, 0, answer.body.length);
                recorder.complete();
                return passed(request, answer, reply);
            default:
                return passed(request, answer, reply);
        }
    }

    private Answer next() {
        Answer answer = answers.poll();
        if (answer == null) {
            throw new AssertionError("the origin was asked, and has nothing to say: " + sent.get(sent.size() - 1));
        }
        return answer;
    }

    private static Got passed(CacheRequest request, Answer answer, CacheReply reply) {
        Headers headers = answer.headers.toBuilder()
                .add("Cache-Status", reply.cacheStatus())
                .build();
        return new Got(answer.status, headers, request.method().equals("HEAD") ? "" : text(answer.body), reply.kind());
    }

    private static Got got(CachedAnswer answer) {
        return new Got(answer.status(), answer.headers(), text(answer.body()), null);
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** What is stored for a target. */
    List<StoredResponse> stored(String target) {
        Variants variants = store.get(target);
        return variants == null ? List.of() : variants.responses();
    }
}
