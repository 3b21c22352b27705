package dev.failover.agent.client.url;

import dev.failover.agent.bridge.v1.Bridge;
import dev.failover.agent.client.CacheUse;
import dev.failover.cache.Flight;
import dev.failover.call.CallSpec;
import dev.failover.http.Headers;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How the call of an exchange uses the cache that its service has. Guarded by the lock of the exchange. */
final class UrlCacheUse extends UrlCaching {
    private static final long LONGEST_NAP = TimeUnit.MILLISECONDS.toNanos(20);

    private final UrlCall call;
    private @Nullable CachedUrl adapter;
    private @Nullable CacheUse<Answer> use;
    /** Whether only the answer will show what the method was. */
    private boolean late;

    UrlCacheUse(UrlCall call) {
        this.call = call;
    }

    @Override
    @Nullable
    Answer begin(UrlCall.Goal goal) {
        adapter = null;
        use = null;
        // The JDK makes a POST of a GET when it is asked for a stream to write to.
        late = goal != UrlCall.Goal.ANSWERED
                && call.first().getDoOutput()
                && call.exchange().recording().method().equals("GET");
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
        CachedUrl cached = CachedUrl.of(call.exchange(), call.opener(), call.first(), late);
        adapter = cached;
        use = CacheUse.of(call.opener().route(), cached);
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
        int millis = call.exchange().recording().readTimeout();
        long longest = millis > 0
                ? Math.min(CacheUse.LONGEST_WAIT, TimeUnit.MILLISECONDS.toNanos(millis))
                : CacheUse.LONGEST_WAIT;
        long begin = System.nanoTime();
        try {
            while (!other.hasLanded() && System.nanoTime() - begin < longest && !call.isAborted()) {
                other.await(LONGEST_NAP);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    CallSpec spec(CallSpec spec) {
        CacheUse<Answer> begun = use;
        return begun == null ? spec : begun.begin(spec);
    }

    @Override
    Headers conditions() {
        CachedUrl cached = adapter;
        return cached == null ? Headers.EMPTY : cached.conditions();
    }

    @Override
    @Nullable
    Answer received(Answer answer) {
        if (late && !call.exchange().recording().method().equals("GET")) {
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

    @Override
    @Nullable
    Answer unreachable(Throwable failure, boolean wasAsked) {
        CacheUse<Answer> begun = use;
        return begun == null ? null : begun.unreachable(failure, wasAsked);
    }

    @Override
    void close() {
        CacheUse<Answer> begun = use;
        if (begun != null) {
            begun.close();
        }
    }

    @Override
    void letOthersGoOn() {
        CacheUse<Answer> begun = use;
        if (begun != null) {
            begun.letOthersGoOn();
        }
    }
}
