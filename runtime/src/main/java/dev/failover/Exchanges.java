package dev.failover;

import dev.failover.call.AsyncDriver;
import dev.failover.call.Attempt;
import dev.failover.call.BlockingDriver;
import dev.failover.call.Call;
import dev.failover.call.Decision;
import dev.failover.call.Outcome;
import dev.failover.call.Rejection;
import dev.failover.call.ServiceState;
import dev.failover.http.Request;
import dev.failover.http.Response;
import dev.failover.http.RetryAfter;
import dev.failover.http.Transport;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** How the manager's own calls are carried out: the adapters between the drivers and the transport. */
final class Exchanges {
    private Exchanges() {}

    /** What was tried, for the message of the exception; empty until the first failure. Not thread-safe. */
    static final class Trail {
        private @Nullable List<String> steps;
        private @Nullable List<Throwable> failures;

        <R> Outcome<R> note(Attempt attempt, Outcome<R> outcome) {
            if (outcome.kind() != Outcome.Kind.RESULT) {
                if (steps == null || failures == null) {
                    steps = new ArrayList<>();
                    failures = new ArrayList<>();
                }
                steps.add(attempt.number() + ". " + attempt.endpoint() + " " + outcome);
                failures.add(outcome.failure());
            }
            return outcome;
        }

        /** The exception of a call that ended without a result. */
        FailoverException exception(ServiceState service, String what, Call<?> call, Decision decision) {
            if (decision == Decision.REJECT) {
                Rejection why = call.rejection();
                return new FailoverException(service.name() + ": " + what + " was rejected: " + why.text(), why);
            }
            Throwable last = call.outcome().failure();
            FailoverException exception = new FailoverException(
                    service.name() + ": " + what + " failed: " + (steps == null ? last : String.join("; ", steps)),
                    last);
            if (failures != null) {
                for (Throwable earlier : failures) {
                    if (earlier != last) {
                        exception.addSuppressed(earlier);
                    }
                }
            }
            return exception;
        }
    }

    static Outcome<Response> outcome(Response response) {
        String retryAfter = response.headers().first("Retry-After");
        long nanos = retryAfter == null
                ? RetryAfter.NONE
                : RetryAfter.parseNanos(retryAfter, response.headers().first("Date"), System.currentTimeMillis());
        return Outcome.response(response, response.status(), nanos);
    }

    /** A request of a caller that waits. */
    static final class Blocking implements BlockingDriver.Exchange<Response> {
        private final ManagedService service;
        private final Request request;
        private final Transport transport;
        private final Trail trail;

        Blocking(ManagedService service, Request request, Transport transport, Trail trail) {
            this.service = service;
            this.request = request;
            this.transport = transport;
            this.trail = trail;
        }

        @Override
        public Outcome<Response> attempt(Attempt attempt) throws InterruptedException {
            try {
                return outcome(transport.send(
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
            // The whole answer is in memory: there is no connection to give back.
        }
    }

    /** A request of a caller that goes on. */
    static final class Async implements AsyncDriver.Exchange<Response> {
        private final ManagedService service;
        private final Request request;
        private final Transport transport;
        private final CompletableFuture<Response> future;
        private final Executor executor;
        private final Trail trail = new Trail();

        Async(
                ManagedService service,
                Request request,
                Transport transport,
                CompletableFuture<Response> future,
                Executor executor) {
            this.service = service;
            this.request = request;
            this.transport = transport;
            this.future = future;
            this.executor = executor;
        }

        @Override
        public AsyncDriver.Running attempt(Attempt attempt, AsyncDriver.Report<Response> report) {
            Transport.Exchange exchange = transport.sendAsync(
                    attempt.endpoint(),
                    service.addressedTo(attempt.endpointIndex(), request),
                    attempt.connectTimeoutNanos(),
                    attempt.timeoutNanos(),
                    new Transport.Receiver() {
                        @Override
                        public void onResponse(Response response) {
                            report.ended(outcome(response));
                        }

                        @Override
                        public void onFailure(Throwable failure) {
                            report.ended(Outcome.failure(failure));
                        }
                    });
            return exchange::cancel;
        }

        @Override
        public void ended(Attempt attempt, Outcome<Response> outcome) {
            trail.note(attempt, outcome);
        }

        @Override
        public Throwable timedOut(Attempt attempt) {
            return new SocketTimeoutException("no whole answer within " + attempt.timeoutNanos() / 1_000_000 + " ms");
        }

        @Override
        public void discard(Outcome<Response> superseded) {
            // The whole answer is in memory: there is no connection to give back.
        }

        @Override
        public void finished(Call<Response> call, Decision decision) {
            if (decision == Decision.CANCELLED) {
                future.cancel(false);
                return;
            }
            try {
                // What hangs on the future is the caller's code: it must not hold up the thread of the transport.
                executor.execute(() -> complete(call, decision));
            } catch (RejectedExecutionException full) {
                // Better here than never.
                complete(call, decision);
            }
        }

        private void complete(Call<Response> call, Decision decision) {
            Response response =
                    decision == Decision.REJECT ? null : call.outcome().result();
            if (response != null) {
                future.complete(response);
            } else {
                future.completeExceptionally(trail.exception(service.state, request.toString(), call, decision));
            }
        }
    }
}
