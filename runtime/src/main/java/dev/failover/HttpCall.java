package dev.failover;

import dev.failover.call.AsyncDriver;
import dev.failover.call.Attempt;
import dev.failover.call.BlockingDriver;
import dev.failover.call.Call;
import dev.failover.call.CallSpec;
import dev.failover.call.Decision;
import dev.failover.call.Outcome;
import dev.failover.call.ServiceState;
import dev.failover.http.BodySource;
import dev.failover.http.RateLimitFields;
import dev.failover.http.Request;
import dev.failover.http.Response;
import dev.failover.http.RetryAfter;
import dev.failover.http.Transport;
import dev.failover.limiter.RateLimiterPolicy;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** How requests are carried out: the adapters between the drivers and the transport. */
final class HttpCall {
    private HttpCall() {}

    /** The answer of the cache or of an endpoint, for which it waits. */
    static Response execute(Engine engine, ManagedService service, CallSpec spec, Request request) {
        ServiceCache cache = service.cacheFor(request);
        if (cache == null) {
            return send(engine, service, spec, request);
        }
        // It may have to be sent again, without the conditions of the cache; what changes something is sent without
        // any.
        boolean isAsked = request.method().isSafe() && request.bodySource() != null;
        return new CachingCall(engine, service, cache, spec, isAsked ? request.inMemory() : request).execute();
    }

    /** Sends and waits. */
    static Response send(Engine engine, ManagedService service, CallSpec spec, Request request) {
        // What is read while it is sent, or given out while it comes, cannot be under way twice.
        boolean isOfOne = request.bodySource() != null || request.streamsAnswer();
        if (!isOfOne && service.state.policy().hedge() != null && spec.isIdempotent()) {
            Async hedged = new Async(engine, service, request, AsyncCall.DIRECTLY);
            return required(hedged.await(engine.async.start(service.state, spec, hedged)));
        }
        Blocking exchange = new Blocking(service, request, engine.transport);
        BlockingDriver.Ended<Response> ended;
        try {
            ended = engine.blocking.run(service.state, spec, exchange);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw FailoverException.givenUp(service.state.name() + ": " + request + " was interrupted", interrupted);
        }
        Response response = ended.decision() == Decision.REJECT
                ? null
                : ended.call().outcome().result();
        if (response == null) {
            throw exchange.trail.exception(service.state, request.toString(), ended.call(), ended.decision());
        }
        return response;
    }

    /** The answer of the cache or of an endpoint. */
    static CompletableFuture<Response> executeAsync(
            Engine engine, ManagedService service, CallSpec spec, Request wanted) {
        Request request = wanted.inMemory();
        ServiceCache cache = service.cacheFor(request);
        return cache == null
                ? sendAsync(engine, service, spec, request)
                : new CachingCall(engine, service, cache, spec, request).executeAsync();
    }

    /** Sends. */
    static CompletableFuture<Response> sendAsync(
            Engine engine, ManagedService service, CallSpec spec, Request request) {
        Async call = new Async(engine, service, request, engine.completing);
        return call.future(engine.async.start(service.state, spec, call));
    }

    static Response required(@Nullable Response response) {
        return Objects.requireNonNull(response, "there is null where a response is needed");
    }

    /** What is wrong with a response that is handed over all the same; null when it is what the caller wants. */
    static @Nullable FailoverException failureOf(ServiceState service, Request request, @Nullable Response response) {
        return response == null || !service.isFailure(response.status(), response)
                ? null
                : FailoverException.unwanted(
                        service.name() + ": " + request + " failed: status " + response.status(), response);
    }

    private static Outcome<Response> outcome(ServiceState service, Response response) {
        RateLimiterPolicy limiter = service.policy().rateLimiter();
        Outcome<Response> outcome = outcome(response);
        return limiter == null || !limiter.isFromServer()
                ? outcome
                : outcome.withServerLimit(
                        RateLimitFields.read(response.status(), response.headers(), System.currentTimeMillis()));
    }

    private static Outcome<Response> outcome(Response response) {
        String retryAfter = response.headers().first("Retry-After");
        long nanos = retryAfter == null
                ? RetryAfter.NONE
                : RetryAfter.parseNanos(retryAfter, response.headers().first("Date"), System.currentTimeMillis());
        return Outcome.response(response, response.status(), nanos);
    }

    /** A request of a caller that waits. */
    private static final class Blocking implements BlockingDriver.Exchange<Response> {
        private final ManagedService service;
        private final Request request;
        private final Transport transport;
        private final Trail trail = new Trail();

        Blocking(ManagedService service, Request request, Transport transport) {
            this.service = service;
            this.request = request;
            this.transport = transport;
        }

        @Override
        public Outcome<Response> attempt(Attempt attempt) throws InterruptedException {
            Outcome<Response> outcome = send(attempt);
            BodySource source = request.bodySource();
            return source != null && source.isSpent() ? outcome.notRepeatable() : outcome;
        }

        private Outcome<Response> send(Attempt attempt) throws InterruptedException {
            try {
                return outcome(
                        service.state,
                        transport.send(
                                attempt.endpoint(),
                                service.addressedTo(attempt.endpointIndex(), request),
                                attempt.connectTimeoutNanos(),
                                attempt.timeoutNanos()));
            } catch (InterruptedException interrupted) {
                throw interrupted;
            } catch (Exception failure) {
                return trail.note(attempt, Outcome.<Response>failure(failure));
            }
        }

        @Override
        public void discard(Outcome<Response> superseded) {
            Response response = superseded.result();
            if (response != null) {
                try {
                    response.bodyStream().close();
                } catch (IOException nobodyCares) {
                    // The connection is gone all the same.
                }
            }
        }
    }

    /** A request of a caller that goes on. */
    private static final class Async extends AsyncCall<Response> {
        private final ManagedService managed;
        private final Request request;
        private final Transport transport;

        Async(Engine engine, ManagedService managed, Request request, Executor completing) {
            super(engine, managed.state, request.toString(), completing);
            this.managed = managed;
            this.request = request;
            this.transport = engine.transport;
        }

        /** A response is a response, whatever its status. */
        @Override
        boolean hasResult(Call<Response> ended) {
            return ended.outcome().kind() == Outcome.Kind.RESULT;
        }

        @Override
        public AsyncDriver.Running attempt(Attempt attempt, AsyncDriver.Report<Response> report) {
            Transport.Exchange exchange = transport.sendAsync(
                    attempt.endpoint(),
                    managed.addressedTo(attempt.endpointIndex(), request),
                    attempt.connectTimeoutNanos(),
                    attempt.timeoutNanos(),
                    new Transport.Receiver() {
                        @Override
                        public void onResponse(Response response) {
                            report.ended(outcome(service, response));
                        }

                        @Override
                        public void onFailure(Throwable failure) {
                            report.ended(Outcome.failure(failure));
                        }
                    });
            return exchange::cancel;
        }

        @Override
        public Throwable timedOut(Attempt attempt) {
            return new SocketTimeoutException("no whole answer within " + attempt.timeoutNanos() / 1_000_000 + " ms");
        }
    }
}
