package dev.failover.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.Seeds;
import dev.failover.endpoint.Endpoint;
import dev.failover.http.Headers;
import dev.failover.metrics.MetricsCollector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random requests beside a twin that keeps everything that the origin has ever said, and tells whether an answer was allowed: the
 * same target, user and fields of Vary, nothing that was forbidden to be stored or is invalid, nothing older than was allowed.
 */
class CacheTwinTest {
    private static final int SCHEDULES = 300;
    private static final int STEPS = 250;

    /** What the origin has said of one representation, to one request: a licence to use it for such requests. */
    private record Licence(
            String id,
            String target,
            String user,
            String varyValue,
            long seconds,
            long step,
            long maxAge,
            long staleWhileRevalidate,
            long staleIfError,
            boolean noStore,
            boolean noCache,
            boolean mustRevalidate,
            boolean isPrivate,
            boolean isPublic) {}

    private final TestClock clock = new TestClock();
    private final List<Licence> licences = new ArrayList<>();
    private final Map<String, Long> invalidSince = new HashMap<>();
    private final Map<String, String> current = new HashMap<>();
    private final List<String> log = new ArrayList<>();
    private boolean isShared;
    private HttpCache cache;
    private Random random;
    private long step;
    private long seconds;
    private int ids;
    private int hits;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void givesOnlyWhatIsAllowed(boolean shared) {
        long seed = Seeds.seed();
        for (int i = 0; i < SCHEDULES; i++) {
            begin(shared, seed + i);
            for (step = 0; step < STEPS; step++) {
                next(seed + i);
            }
        }
        assertThat(hits).as("otherwise it would prove nothing").isGreaterThan(SCHEDULES * 10);
    }

    private void begin(boolean shared, long seed) {
        random = new Random(seed);
        isShared = shared;
        CachePolicy policy = CachePolicy.defaults().withShared(shared);
        cache = new HttpCache(
                policy,
                new MapStore(),
                clock,
                List.of(Endpoint.of("http://o")),
                new MetricsCollector().service("o").cache());
        licences.clear();
        invalidSince.clear();
        current.clear();
        log.clear();
    }

    private String one(String... values) {
        return values[random.nextInt(values.length)];
    }

    private void next(long seed) {
        long by = random.nextInt(4);
        clock.advance(by);
        seconds += by;
        if (random.nextInt(10) == 0) {
            clock.set(random.nextInt(20_000) - 10_000);
        }
        String method = one("GET", "GET", "GET", "GET", "HEAD", "POST");
        String target = one("/a", "/b");
        Headers.Builder fields = Headers.builder();
        String user = one("", "", "u", "v");
        if (!user.isEmpty()) {
            fields.add("Authorization", user);
        }
        String value = one("", "1", "2");
        if (!value.isEmpty()) {
            fields.add("X-A", value);
        }
        String wish = one("", "", "", "", "no-cache", "no-store", "max-stale=3", "max-age=2", "min-fresh=2");
        if (!wish.isEmpty()) {
            fields.add("Cache-Control", wish);
        }
        CacheRequest request = new CacheRequest(method, target, fields.build(), false, Identity.NONE);
        String what =
                step + ": " + seconds + "s " + method + " " + target + " user=" + user + " x-a=" + value + " " + wish;
        log.add(what);
        CacheExchange exchange = cache.begin(request, cache.policy());
        CachedAnswer answer = exchange.answer();
        if (answer != null) {
            hits++;
            check(seed, request, user, value, wish, answer, false);
            if (exchange.revalidates()) {
                forward(seed, exchange, request, user, value, wish, true);
            }
            return;
        }
        forward(seed, exchange, request, user, value, wish, false);
    }

    private void forward(
            long seed,
            CacheExchange exchange,
            CacheRequest request,
            String user,
            String value,
            String wish,
            boolean background) {
        String target = request.target();
        if (request.method().equals("POST")) {
            exchange.received(200, Headers.EMPTY);
            invalidSince.put(target, step);
            current.keySet().removeIf(key -> key.startsWith(target + " "));
            return;
        }
        if (random.nextInt(6) == 0) {
            CacheReply reply = exchange.received(503, Headers.EMPTY);
            if (reply.kind() == CacheReply.Kind.ANSWER && !background) {
                hits++;
                check(seed, request, user, value, wish, reply.answer(), true);
            }
            return;
        }
        // Each user has representations of its own, and two values have the same: who is given another one's is found
        // out.
        String key = target + " " + user + " " + (value.equals("2") ? "" : value);
        if (random.nextInt(4) == 0) {
            current.remove(key);
        }
        String id = current.computeIfAbsent(key, absent -> "r" + ids++);
        List<String> control = new ArrayList<>();
        long maxAge = random.nextInt(8);
        control.add("max-age=" + maxAge);
        long whileRevalidate = random.nextInt(3) == 0 ? random.nextInt(5) : -1;
        if (whileRevalidate >= 0) {
            control.add("stale-while-revalidate=" + whileRevalidate);
        }
        long ifError = random.nextInt(3) == 0 ? random.nextInt(9) : -1;
        if (ifError >= 0) {
            control.add("stale-if-error=" + ifError);
        }
        boolean noStore = flag(control, "no-store", 8);
        boolean noCache = flag(control, "no-cache", 8);
        boolean must = flag(control, "must-revalidate", 6);
        boolean isPrivate = flag(control, "private", 8);
        boolean isPublic = flag(control, "public", 3);
        boolean varies = random.nextInt(3) > 0;
        Headers.Builder response = Headers.builder()
                .add("ETag", "\"" + id + "\"")
                .add("X-Id", id)
                .add("Cache-Control", String.join(", ", control));
        if (varies) {
            response.add("Vary", "X-A");
        }
        licences.add(new Licence(
                id,
                target,
                user,
                varies ? value : "any",
                seconds,
                step,
                maxAge,
                whileRevalidate,
                ifError,
                noStore,
                noCache,
                must,
                isPrivate,
                isPublic));
        String asked = exchange.conditions().first("If-None-Match");
        boolean is304 = asked != null && asked.contains("\"" + id + "\"");
        log.add("    " + (is304 ? "304 " : "200 ") + id + " " + control + (varies ? " varies" : ""));
        if (is304) {
            // It is the stored one that has to have it.
            response.remove("X-Id");
        }
        CacheReply reply = exchange.received(is304 ? 304 : 200, response.build());
        if (reply.kind() == CacheReply.Kind.RECORD) {
            reply.recorder().complete(id.getBytes(StandardCharsets.UTF_8));
        }
        if (is304 && reply.kind() == CacheReply.Kind.ANSWER) {
            assertThat(reply.answer().headers().first("X-Id"))
                    .as("seed %d %s", seed, log)
                    .isEqualTo(id);
        }
    }

    private boolean flag(List<String> control, String name, int oneOf) {
        boolean is = random.nextInt(oneOf) == 0;
        if (is) {
            control.add(name);
        }
        return is;
    }

    private void check(
            long seed,
            CacheRequest request,
            String user,
            String value,
            String wish,
            CachedAnswer answer,
            boolean isError) {
        String id = answer.headers().first("X-Id");
        Licence why = null;
        for (Licence licence : licences) {
            if (licence.id.equals(id) && allows(licence, request, user, value, wish, isError)) {
                why = licence;
            }
        }
        assertThat(why)
                .as("seed %d: %s was given to %s%n%s", seed, id, request, String.join("\n", log))
                .isNotNull();
        if (request.isGet()) {
            assertThat(answer.body())
                    .as("seed %d", seed)
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(id);
        } else {
            assertThat(answer.body()).isEmpty();
        }
    }

    private boolean allows(
            Licence licence, CacheRequest request, String user, String value, String wish, boolean isError) {
        Long invalid = invalidSince.get(licence.target);
        if (!licence.target.equals(request.target())
                || licence.noStore
                || (invalid != null && invalid > licence.step)
                || !(licence.varyValue.equals("any") || licence.varyValue.equals(value))
                || wish.equals("no-cache")
                || wish.equals("no-store")) {
            return false;
        }
        if (isShared
                ? licence.isPrivate || (!licence.user.isEmpty() && !licence.isPublic && !licence.mustRevalidate)
                : !licence.user.equals(user)) {
            return false;
        }
        long age = seconds - licence.seconds;
        if (licence.noCache) {
            return false;
        }
        if (!isError
                && ((wish.equals("max-age=2") && age > 2)
                        || (wish.equals("min-fresh=2") && licence.maxAge - age < 2))) {
            return false;
        }
        long stale = age - licence.maxAge;
        if (stale < 0) {
            return true;
        }
        return !licence.mustRevalidate
                && ((wish.equals("max-stale=3") && stale <= 3)
                        || stale < licence.staleWhileRevalidate
                        || (isError && stale < licence.staleIfError));
    }
}
