package dev.failover.agent.client;

import dev.failover.agent.bridge.v1.Bridge;
import dev.failover.cache.BodyRecorder;
import dev.failover.cache.CacheExchange;
import dev.failover.cache.CacheReply;
import dev.failover.cache.CachedAnswer;
import dev.failover.cache.Flight;
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
final class CacheUse<R> {
    /** Longest wait for another call that fetches the same. */
    static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(5);

    private final Route route;
    private final CacheAdapter<R> adapter;
    private final long startedAt;
    private volatile CacheExchange exchange;
    private volatile boolean broken;
    /** Whether the body, when it has come, is the end of it. */
    private volatile boolean recording;

    private CacheUse(Route route, CacheAdapter<R> adapter, CacheExchange exchange) {
        this.route = route;
        this.adapter = adapter;
        this.exchange = exchange;
        this.startedAt = route.service().clock().nanos();
    }

    /**
     * @param adapter null for a client that does not use it
     * @return null when the call has nothing to do with a cache
     */
    static <R> @Nullable CacheUse<R> of(Route route, @Nullable CacheAdapter<R> adapter) {
        ServiceCache cache = adapter == null ? null : route.cache();
        if (cache == null || adapter == null) {
            return null;
        }
        try {
            return new CacheUse<>(
                    route,
                    adapter,
                    cache.begin(
                            adapter.method(),
                            route.target(adapter.rawQuery()),
                            adapter.requestHeaders(),
                            adapter.hasBody()));
        } catch (RuntimeException | LinkageError fault) {
            Bridge.failed(fault);
            return null;
        }
    }

    /** The answer without an endpoint, or null. */
    @Nullable
    R answer() {
        try {
            CachedAnswer answer = exchange.answer();
            if (answer == null) {
                return null;
            }
            R response = adapter.answer(answer);
            route.service().answered(startedAt);
            return response;
        } catch (Exception | LinkageError fault) {
            return fault(fault);
        }
    }

    /** Another call to wait for, or null. */
    @Nullable
    Flight flight() {
        return broken ? null : exchange.flight();
    }

    /** The answer after waiting for another call, or null. */
    @Nullable
    R answerAfterWaiting() {
        exchange = exchange.again();
        return answer();
    }

    /** What the call's policies must know; the attempts ask whether what is stored is still good. */
    CallSpec begin(CallSpec spec) {
        if (broken) {
            return spec;
        }
        try {
            Headers conditions = exchange.conditions();
            if (conditions.size() > 0) {
                adapter.attemptsHave(conditions);
            }
            exchange.sent();
            return exchange.hasStandby() ? spec.withStandby() : spec;
        } catch (RuntimeException | LinkageError fault) {
            fault(fault);
            return spec;
        }
    }

    /**
     * What the program gets for a response of an endpoint.
     *
     * @return null when the request has to be sent again, without conditions; the response is dropped then
     */
    @Nullable
    R received(R response) {
        CacheReply reply;
        try {
            reply = broken ? null : exchange.received(adapter.status(response), adapter.headers(response));
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
                R stored = adapter.answer(answer);
                adapter.drop(response);
                return stored;
            }
            adapter.tell(response, reply.cacheStatus());
            BodyRecorder recorder = reply.recorder();
            return recorder == null ? response : recorded(response, recorder);
        } catch (Exception | LinkageError fault) {
            fault(fault);
            return isOfConditions(response) ? again(response) : response;
        }
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
        return exchange.conditions().size() > 0 && adapter.status(response) == 304;
    }

    private @Nullable R again(R response) {
        adapter.drop(response);
        adapter.attemptsHave(Headers.EMPTY);
        broken = true;
        return null;
    }

    /** What the program gets in place of a failure, or null: the failure. */
    @Nullable
    R unreachable(Throwable failure, String detail) {
        try {
            CachedAnswer answer = broken ? null : exchange.unreachable(detail, Failures.text(failure));
            return answer == null ? null : adapter.answer(answer);
        } catch (Exception | LinkageError fault) {
            return fault(fault);
        }
    }

    private @Nullable R fault(Throwable fault) {
        broken = true;
        Bridge.failed(fault);
        return null;
    }

    /** Nobody waits for this call any more, unless its body is still to come. More than once does no harm. */
    void close() {
        if (!recording) {
            exchange.close();
        }
    }
}
