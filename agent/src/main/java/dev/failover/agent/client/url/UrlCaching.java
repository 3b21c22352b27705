package dev.failover.agent.client.url;

import dev.failover.agent.bridge.v1.Bridge;
import dev.failover.agent.client.CacheUse;
import dev.failover.cache.Flight;
import dev.failover.call.CallSpec;
import dev.failover.http.Headers;
import java.net.HttpURLConnection;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** How the call of an exchange uses the cache of its service: not at all, mostly. Guarded by the lock of the exchange. */
final class UrlCaching {
    private static final long LONGEST_NAP = TimeUnit.MILLISECONDS.toNanos(20);

    private final FailoverExchange exchange;
    private final Opener opener;
    private final HttpURLConnection first;
    private final BooleanSupplier aborted;
    private @Nullable CachedUrl adapter;
    private @Nullable CacheUse<Answer> use;
    /** Whether only the answer will show what the method was. */
    private boolean late;

    UrlCaching(FailoverExchange exchange, Opener opener, HttpURLConnection first, BooleanSupplier aborted) {
        this.exchange = exchange;
        this.opener = opener;
        this.first = first;
        this.aborted = aborted;
    }

    /** Before the first attempt: the answer without one, or null. */
    @Nullable
    Answer begin(UrlCall.Goal goal) {
        if (!opener.route().hasCache()) {
            return null;
        }
        adapter = null;
        use = null;
        // The JDK makes a POST of a GET when it is asked for a stream to write to.
        late = goal != UrlCall.Goal.ANSWERED
                && first.getDoOutput()
                && exchange.recording().method().equals("GET");
        if (late) {
            return null;
        }
        try {
            open();
            CacheUse<Answer> begun = use;
            return begun == null ? null : answer(begun, goal);
        } catch (RuntimeException | LinkageError fault) {
            adapter = null;
            use = null;
            Bridge.failed(fault);
            return null;
        }
    }

    private void openLate() {
        try {
            open();
        } catch (RuntimeException | LinkageError fault) {
            Bridge.failed(fault);
        }
    }

    private void open() {
        CachedUrl cached = CachedUrl.of(exchange, opener, first, late);
        adapter = cached;
        use = CacheUse.of(opener.route(), cached);
    }

    private @Nullable Answer answer(CacheUse<Answer> begun, UrlCall.Goal goal) {
        Answer stored = begun.answer();
        // Others wait for what is sent, not for what is only connected.
        Flight other = stored != null || goal != UrlCall.Goal.ANSWERED ? null : begun.flight();
        if (other != null) {
            await(other);
            stored = begun.answerAfterWaiting();
        }
        return stored;
    }

    /** Not longer than the program would wait for the answer itself. An interrupt does not disturb the JDK's connections either. */
    private void await(Flight other) {
        int millis = exchange.recording().readTimeout();
        long longest = millis > 0
                ? Math.min(CacheUse.LONGEST_WAIT, TimeUnit.MILLISECONDS.toNanos(millis))
                : CacheUse.LONGEST_WAIT;
        long begin = System.nanoTime();
        try {
            while (!other.hasLanded() && System.nanoTime() - begin < longest && !aborted.getAsBoolean()) {
                other.await(LONGEST_NAP);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the call's policies must know. */
    CallSpec spec(CallSpec spec) {
        CacheUse<Answer> begun = use;
        return begun == null ? spec : begun.begin(spec);
    }

    /** What attempts send besides. */
    Headers conditions() {
        CachedUrl cached = adapter;
        return cached == null ? Headers.EMPTY : cached.conditions();
    }

    /** What the program gets for an answer; null when the request has to be sent again, without the cache. */
    @Nullable
    Answer received(Answer answer) {
        if (late && !exchange.recording().method().equals("GET")) {
            openLate();
        }
        CachedUrl cached = adapter;
        CacheUse<Answer> begun = use;
        if (cached == null || begun == null) {
            return answer;
        }
        Answer given = answer;
        if (!cached.isStrange(answer)) {
            given = begun.received(answer);
        } else if (cached.isOurs(answer)) {
            // It says nothing about what was asked for.
            cached.drop(answer);
            given = null;
        }
        if (given == null) {
            close();
            cached.attemptsHave(Headers.EMPTY);
            use = null;
        }
        return given;
    }

    /** What the program gets in place of a failure, or null: the failure. */
    @Nullable
    Answer unreachable(Throwable failure, boolean wasAsked) {
        CacheUse<Answer> begun = use;
        return begun == null ? null : begun.unreachable(failure, wasAsked);
    }

    /** Nobody waits for this call any more, unless its body is still to come. */
    void close() {
        CacheUse<Answer> begun = use;
        if (begun != null) {
            begun.close();
        }
    }

    /** Nobody waits for it even if its body is still to come: the program may never read it. */
    void letOthersGoOn() {
        CacheUse<Answer> begun = use;
        if (begun != null) {
            begun.letOthersGoOn();
        }
    }
}
