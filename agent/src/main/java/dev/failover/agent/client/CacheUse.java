package dev.failover.agent.client;

import dev.failover.agent.bridge.v1.Bridge;
import dev.failover.cache.BodyRecorder;
import dev.failover.cache.CacheExchange;
import dev.failover.cache.CacheReply;
import dev.failover.cache.CachedAnswer;
import dev.failover.cache.Flight;
import dev.failover.cache.StoredResponse;
import dev.failover.call.CallSpec;
import dev.failover.call.Failures;
import dev.failover.http.Headers;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One call's use of the cache of its service: asked first, and last when everything else has failed. A fault in here costs the program
 * the cache and never the call. Used by one thread at a time, but for {@link #close}.
 *
 * @param <R> the client's response
 */
public final class CacheUse<R> {
    /** Longest wait for another call that fetches the same. */
    public static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(5);

    /** Of a call that was turned away before its first attempt. */
    private static final String REJECTED = "rejected";

    private final Route route;
    private final CacheAdapter<R> adapter;
    private final long startedAt;
    /** Whether it has its answer, and asks whether that is still good. */
    private final boolean revalidating;
    /** Whether the program can make something of a body that is still encoded, which another client may have stored. */
    private final boolean takesEncoded;

    private volatile CacheExchange exchange;
    private volatile boolean broken;
    /** Whether attempts ask something that the program does not. */
    private volatile boolean asks;
    /** Whether the body, when it has come, is the end of it. */
    private volatile boolean recording;
    /** Whether another call has its exchange now. */
    private volatile boolean isRevalidated;

    private CacheUse(
            Route route, CacheAdapter<R> adapter, Headers asked, CacheExchange exchange, boolean revalidating) {
        this.revalidating = revalidating;
        takesEncoded = asked.contains("Accept-Encoding");
        this.route = route;
        this.adapter = adapter;
        this.exchange = exchange;
        this.startedAt = route.service().clock().nanos();
    }

    /**
     * @param adapter null for a client that does not use it
     * @return null when the call has nothing to do with a cache
     */
    public static <R> @Nullable CacheUse<R> of(Route route, @Nullable CacheAdapter<R> adapter) {
        ServiceCache cache = adapter == null ? null : route.cache();
        if (cache == null || adapter == null) {
            return null;
        }
        try {
            Headers asked = adapter.requestHeaders();
            Revalidation revalidation = adapter.revalidates();
            if (revalidation != null) {
                return new CacheUse<>(route, adapter, asked, revalidation.exchange(), true);
            }
            return new CacheUse<>(
                    route,
                    adapter,
                    asked,
                    cache.begin(
                            adapter.method(),
                            route.target(adapter.rawQuery()),
                            asked,
                            adapter.hasBody(),
                            adapter.canRevalidate()),
                    false);
        } catch (RuntimeException | LinkageError fault) {
            Bridge.failed(fault);
            return null;
        }
    }

    /** The answer without an endpoint, or null. */
    public @Nullable R answer() {
        if (revalidating) {
            return null;
        }
        try {
            CachedAnswer answer = exchange.answer();
            if (answer == null) {
                return null;
            }
            if (!isOfUse(answer)) {
                broken = true;
                return null;
            }
            R response = adapter.answer(answer);
            route.service().answered(startedAt);
            if (exchange.revalidates()) {
                revalidate();
            }
            return response;
        } catch (Exception | LinkageError fault) {
            return fault(fault);
        }
    }

    /** Clients share what is stored for a service, and differ in what they do by themselves. */
    private boolean isOfUse(int status, Headers headers) {
        return !adapter.goesOnWith(status) && (takesEncoded || !headers.contains("Content-Encoding"));
    }

    private boolean isOfUse(CachedAnswer answer) {
        return isOfUse(answer.status(), answer.headers());
    }

    /** From here on the exchange is that of another call. */
    private void revalidate() {
        recording = true;
        isRevalidated = true;
        Revalidation revalidation = new Revalidation(exchange);
        try {
            adapter.revalidate(revalidation);
        } catch (Exception | LinkageError fault) {
            // The answer is good all the same.
            revalidation.close();
            Bridge.failed(fault);
        }
    }

    /** Another call to wait for, or null. */
    public @Nullable Flight flight() {
        try {
            return broken || revalidating ? null : exchange.flight();
        } catch (RuntimeException | LinkageError fault) {
            fault(fault);
            return null;
        }
    }

    /** The answer after waiting for another call, or null. */
    public @Nullable R answerAfterWaiting() {
        try {
            exchange = exchange.again();
        } catch (RuntimeException | LinkageError fault) {
            return fault(fault);
        }
        return answer();
    }

    /** What the call's policies must know; the attempts ask whether what is stored is still good. */
    public CallSpec begin(CallSpec spec) {
        if (broken) {
            return spec;
        }
        try {
            Headers conditions = exchange.conditions();
            if (conditions.size() > 0) {
                asks = true;
                adapter.attemptsHave(conditions);
            }
            exchange.sent();
            StoredResponse standby = exchange.standby();
            return standby != null && isOfUse(standby.status(), standby.headers()) ? spec.withStandby() : spec;
        } catch (RuntimeException | LinkageError fault) {
            fault(fault);
            return spec;
        }
    }

    /** Whether the program may get something else in place of a response with this status, so that its body must be kept from it. */
    public boolean mayReplace(int status) {
        if (status == 304) {
            // Also after a fault: the question was asked.
            return asks;
        }
        return !broken && status >= 500 && exchange.hasStandby();
    }

    /**
     * What the program gets for a response of an endpoint.
     *
     * @return null when the request has to be sent again, without conditions; the response is dropped then
     */
    public @Nullable R received(R response) {
        CacheReply reply;
        try {
            reply = broken ? null : reply(response);
        } catch (RuntimeException | LinkageError fault) {
            fault(fault);
            reply = null;
        }
        if (reply == null) {
            return isOfConditions(response) ? again(response) : response;
        }
        try {
            if (reply.kind() == CacheReply.Kind.SEND_AGAIN) {
                return again(response);
            }
            CachedAnswer answer = reply.answer();
            if (answer != null) {
                if (!isOfUse(answer)) {
                    return again(response);
                }
                R stored = adapter.answer(answer);
                adapter.drop(response);
                return stored;
            }
            R told = adapter.told(response, reply.cacheStatus());
            BodyRecorder recorder = reply.recorder();
            return recorder == null ? told : recorded(told, recorder);
        } catch (Exception | LinkageError fault) {
            fault(fault);
            return isOfConditions(response) ? again(response) : response;
        }
    }

    /** Null when the cache learns nothing from it. */
    private @Nullable CacheReply reply(R response) {
        if (adapter.isDirect(response)) {
            return exchange.received(adapter.status(response), adapter.headers(response));
        }
        // Of what is there under another URL only that something may have changed.
        String method = adapter.method();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            exchange.received(adapter.status(response), Headers.EMPTY);
        }
        return null;
    }

    private R recorded(R response, BodyRecorder recorder) throws Exception {
        recording = true;
        try {
            return adapter.recorded(response, recorder);
        } catch (Exception | LinkageError fault) {
            recorder.abandon();
            throw fault;
        }
    }

    /** Whether it answers a question that the program has not asked. */
    private boolean isOfConditions(R response) {
        return asks && adapter.status(response) == 304;
    }

    private @Nullable R again(R response) {
        adapter.drop(response);
        adapter.attemptsHave(Headers.EMPTY);
        broken = true;
        return null;
    }

    /**
     * What the program gets in place of a failure, or null: the failure.
     *
     * @param wasAsked whether an endpoint was asked at all
     */
    public @Nullable R unreachable(Throwable failure, boolean wasAsked) {
        try {
            CachedAnswer answer = broken
                    ? null
                    : exchange.unreachable(wasAsked ? CacheExchange.UNREACHABLE : REJECTED, Failures.text(failure));
            return answer == null || !isOfUse(answer) ? null : adapter.answer(answer);
        } catch (Exception | LinkageError fault) {
            return fault(fault);
        }
    }

    private @Nullable R fault(Throwable fault) {
        broken = true;
        Bridge.failed(fault);
        return null;
    }

    /** Nobody waits for this call any more, even if its body is still to come: it may come late or never. */
    public void letOthersGoOn() {
        if (!revalidating && !isRevalidated) {
            exchange.close();
        }
    }

    /** Nobody waits for this call any more, unless its body is still to come. More than once does no harm. */
    public void close() {
        if (!recording) {
            exchange.close();
        }
    }
}
