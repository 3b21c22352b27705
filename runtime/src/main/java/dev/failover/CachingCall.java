package dev.failover;

import dev.failover.cache.BodyRecorder;
import dev.failover.cache.CacheExchange;
import dev.failover.cache.CacheReply;
import dev.failover.cache.CachedAnswer;
import dev.failover.cache.Flight;
import dev.failover.cache.HeardStream;
import dev.failover.call.CallSpec;
import dev.failover.call.Rejection;
import dev.failover.http.Headers;
import dev.failover.http.Request;
import dev.failover.http.Response;
import dev.failover.time.Timers.Timer;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A request of a service that has a cache: the cache is asked first, and last when everything else has failed. */
final class CachingCall {
    /** Longest wait for another call that fetches the same. */
    private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(5);

    private final Engine engine;
    private final ManagedService service;
    private final ServiceCache cache;
    private final CallSpec spec;
    private final Request request;
    private final long startedAt;

    CachingCall(Engine engine, ManagedService service, ServiceCache cache, CallSpec spec, Request request) {
        this.engine = engine;
        this.service = service;
        this.cache = cache;
        this.spec = spec;
        this.request = request;
        this.startedAt = service.state.clock().nanos();
    }

    Response execute() {
        CacheExchange exchange = begin();
        if (exchange == null) {
            return HttpCall.send(engine, service, spec, request);
        }
        Response stored = answer(exchange);
        if (stored != null) {
            return stored;
        }
        Flight other = exchange.flight();
        if (other != null) {
            try {
                other.await(longestWait());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw FailoverException.givenUp(
                        service.state.name() + ": " + request + " was interrupted", interrupted);
            }
            exchange = exchange.again();
            stored = answer(exchange);
            if (stored != null) {
                return stored;
            }
        }
        try {
            return send(exchange);
        } finally {
            // How long the caller takes to read what streams is nothing that others should wait for; it is stored all
            // the same.
            exchange.close();
        }
    }

    private Response send(CacheExchange exchange) {
        Response response;
        try {
            response = HttpCall.send(engine, service, spec(exchange), with(exchange.conditions()));
        } catch (FailoverException failure) {
            CachedAnswer standby = failure.isGivenUp() ? null : unreachable(exchange, failure);
            if (standby == null) {
                throw failure;
            }
            return response(standby);
        }
        Response answer = received(exchange, response);
        return answer != null ? answer : HttpCall.send(engine, service, withinTheRest(), request);
    }

    /** Null when the cache has a fault, which must not cost the call. */
    private @Nullable CacheExchange begin() {
        try {
            return cache.begin(request);
        } catch (RuntimeException | LinkageError fault) {
            engine.cacheFaults.tell(service.state.name(), fault);
            return null;
        }
    }

    CompletableFuture<Response> executeAsync() {
        CacheExchange exchange = begin();
        if (exchange == null) {
            return HttpCall.sendAsync(engine, service, spec, request);
        }
        Response stored = answer(exchange);
        if (stored != null) {
            return CompletableFuture.completedFuture(stored);
        }
        FailoverFuture<Response> future = engine.newFuture();
        Flight other = exchange.flight();
        if (other == null) {
            sendAsync(exchange, future);
            return future;
        }
        AtomicBoolean hasWaited = new AtomicBoolean();
        Runnable goOn = () -> {
            if (hasWaited.compareAndSet(false, true)) {
                goOn(exchange, future);
            }
        };
        Timer longest = engine.timers.schedule(goOn, longestWait());
        other.whenLanded(() -> {
            longest.cancel();
            goOn.run();
        });
        return future;
    }

    private void goOn(CacheExchange waiting, FailoverFuture<Response> future) {
        if (future.isDone()) {
            return;
        }
        try {
            // Neither the call that has landed nor the timers are held up by what hangs on this one.
            engine.completing.execute(() -> afterWaiting(waiting, future));
        } catch (Throwable takesNoWork) {
            // It is full, or there are no more threads: better here than never.
            afterWaiting(waiting, future);
        }
    }

    private void afterWaiting(CacheExchange waiting, FailoverFuture<Response> future) {
        try {
            CacheExchange exchange = waiting.again();
            Response stored = answer(exchange);
            if (stored != null) {
                future.deliver(stored);
            } else {
                sendAsync(exchange, future);
            }
        } catch (Throwable failure) {
            // Nobody else would ever tell.
            future.deliverFailure(failure);
        }
    }

    private void sendAsync(CacheExchange exchange, FailoverFuture<Response> future) {
        CompletableFuture<Response> sent =
                HttpCall.sendAsync(engine, service, spec(exchange), with(exchange.conditions()));
        future.runs(() -> {
            sent.cancel(true);
            exchange.close();
        });
        whenDone(sent, (response, failure) -> {
            Response answer;
            try {
                answer = response == null ? standby(exchange, failure) : received(exchange, response);
            } finally {
                exchange.close();
            }
            if (answer != null) {
                future.deliver(answer);
            } else if (response == null) {
                future.deliverFailure(failure == null ? new IllegalStateException("no response") : failure);
            } else {
                sendAgain(future);
            }
        });
    }

    private void sendAgain(FailoverFuture<Response> future) {
        CompletableFuture<Response> sent = HttpCall.sendAsync(engine, service, withinTheRest(), request);
        future.runs(() -> sent.cancel(true));
        whenDone(sent, (response, failure) -> {
            if (failure == null) {
                future.deliver(response);
            } else {
                future.deliverFailure(failure);
            }
        });
    }

    private @Nullable Response standby(CacheExchange exchange, @Nullable Throwable failure) {
        if (!(failure instanceof FailoverException)) {
            return null;
        }
        FailoverException failed = (FailoverException) failure;
        CachedAnswer standby = failed.isGivenUp() ? null : unreachable(exchange, failed);
        return standby == null ? null : response(standby);
    }

    /** Validates what has just answered, behind the caller's back. */
    private void revalidate(CacheExchange exchange) {
        CompletableFuture<Response> sent =
                HttpCall.sendAsync(engine, service, spec.withStandby(), with(exchange.conditions()));
        whenDone(sent, (response, failure) -> {
            try {
                if (response != null) {
                    Response unused = received(exchange, response);
                }
            } finally {
                exchange.close();
            }
        });
    }

    private static void whenDone(
            CompletableFuture<Response> sent, BiConsumer<@Nullable Response, @Nullable Throwable> heard) {
        CompletableFuture<Response> unused = sent.whenComplete((response, failure) ->
                heard.accept(response, failure instanceof CompletionException ? failure.getCause() : failure));
    }

    /** The answer without an endpoint, or null. */
    private @Nullable Response answer(CacheExchange exchange) {
        CachedAnswer answer;
        try {
            answer = exchange.answer();
        } catch (RuntimeException | LinkageError fault) {
            engine.cacheFaults.tell(service.state.name(), fault);
            return null;
        }
        if (answer == null) {
            return null;
        }
        service.state.answered(startedAt);
        if (exchange.revalidates()) {
            revalidate(exchange);
        }
        return response(answer);
    }

    /** What the caller gets; null when the request has to be sent again, without conditions. */
    private @Nullable Response received(CacheExchange exchange, Response response) {
        try {
            return replied(exchange, response);
        } catch (RuntimeException | LinkageError fault) {
            engine.cacheFaults.tell(service.state.name(), fault);
            // What answers a question of ours is no answer to the caller.
            return response.status() == 304 && exchange.conditions().size() > 0 ? null : response;
        }
    }

    private static @Nullable Response replied(CacheExchange exchange, Response response) {
        CacheReply reply = exchange.received(response.status(), response.headers());
        switch (reply.kind()) {
            case SEND_AGAIN:
                drop(response);
                return null;
            case ANSWER:
                CachedAnswer answer = reply.answer();
                if (answer == null) {
                    return response;
                }
                drop(response);
                return response(answer);
            case RECORD:
                BodyRecorder recorder = reply.recorder();
                return with(recorder == null ? response : recorded(response, recorder), reply.cacheStatus());
            default:
                return with(response, reply.cacheStatus());
        }
    }

    private static Response recorded(Response response, BodyRecorder recorder) {
        if (response.isUnderWay()) {
            return response.heardBy(body -> new HeardStream(body, recorder, recorder.announced(), false));
        }
        recorder.complete(response.bodyForCodec());
        return response;
    }

    private static void drop(Response response) {
        try {
            response.bodyStream().close();
        } catch (IOException nobodyCares) {
            // The connection is gone all the same.
        }
    }

    private static Response with(Response response, String cacheStatus) {
        return response.with(
                response.headers().toBuilder().add("Cache-Status", cacheStatus).build());
    }

    private static Response response(CachedAnswer answer) {
        return new Response(answer.status(), answer.headers(), answer.body());
    }

    private Request with(Headers conditions) {
        return conditions.size() == 0 ? request : request.with(conditions);
    }

    private CallSpec spec(CacheExchange exchange) {
        CallSpec rest = withinTheRest();
        return exchange.hasStandby() ? rest.withStandby() : rest;
    }

    /** What the cache took, above all waiting for another call, is part of the time that the call has as a whole. */
    private CallSpec withinTheRest() {
        long bound = bound();
        long left = bound - (service.state.clock().nanos() - startedAt);
        return bound == 0 ? spec : spec.within(Math.max(1, left));
    }

    private long longestWait() {
        long bound = bound();
        return bound == 0 ? LONGEST_WAIT : Math.min(LONGEST_WAIT, bound);
    }

    /** Nanoseconds for the whole call; 0 for no bound. */
    private long bound() {
        long whole = service.state.policy().timeouts().deadlineNanos();
        long callers = spec.timeoutNanos();
        return whole == 0 ? callers : callers == 0 ? whole : Math.min(whole, callers);
    }

    private static @Nullable CachedAnswer unreachable(CacheExchange exchange, FailoverException failure) {
        Rejection rejection = failure.rejection();
        // The reason is a token.
        String detail =
                rejection == null ? CacheExchange.UNREACHABLE : rejection.name().toLowerCase(Locale.ROOT);
        return exchange.unreachable(detail, String.valueOf(failure.getMessage()));
    }
}
