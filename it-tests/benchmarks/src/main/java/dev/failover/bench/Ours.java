package dev.failover.bench;

import dev.failover.AsyncEndpointCall;
import dev.failover.FailoverException;
import dev.failover.FailoverManager;
import dev.failover.InternalService;
import dev.failover.Service;
import dev.failover.ServiceClient;
import dev.failover.breaker.CircuitBreaker;
import dev.failover.breaker.CircuitBreakerPolicy;
import dev.failover.call.TimeoutPolicy;
import dev.failover.limiter.Rate;
import dev.failover.limiter.RateLimiter;
import dev.failover.limiter.RateLimiterPolicy;
import dev.failover.pool.ConnectionPool;
import dev.failover.pool.ConnectionPoolPolicy;
import dev.failover.retry.RetryBudgetPolicy;
import dev.failover.retry.RetryPolicy;
import dev.failover.time.TimerWheel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Our engine with the common settings. All that a change of its API touches is in here. */
final class Ours {
    private static final String NAME = "bench";
    private static final String URL = "http://127.0.0.1:1";

    private Ours() {}

    /** A service of one endpoint, with its manager. */
    static final class OneService implements AutoCloseable {
        private static final AsyncEndpointCall<Integer> COMPLETED = endpoint -> Work.COMPLETED;

        private final FailoverManager manager =
                FailoverManager.builder().executor(Runnable::run).build();
        private final ServiceClient client;

        OneService(Service service) {
            client = manager.register(service).service(NAME);
        }

        Integer call(Work work) {
            return client.call(work);
        }

        CompletableFuture<Integer> callAsync() {
            return client.callAsync(COMPLETED);
        }

        @Override
        public void close() {
            manager.close();
        }
    }

    /** One breaker. */
    static final class Breaker {
        private final CircuitBreaker breaker;

        private Breaker(CircuitBreakerPolicy policy) {
            breaker = new CircuitBreaker(policy);
        }

        void permitAndSuccess(long now) {
            long permit = breaker.tryAcquire(now);
            Expect.admitted(permit != CircuitBreaker.REJECTED);
            breaker.onSuccess(permit, 1_000, now);
        }
    }

    /** The timers of a manager. */
    static final class Timing implements AutoCloseable {
        private final TimerWheel timers = new TimerWheel();

        void armAndDisarm(Runnable action) {
            timers.schedule(action, Settings.TIMEOUT.toNanos()).cancel();
        }

        @Override
        public void close() {
            timers.close();
        }
    }

    /** Retry, breaker, limiter, leases and metrics; no deadline and no time-out, as the peers' stack has none. */
    static Service stack(String name, String... urls) {
        return new InternalService(name, null, urls)
                .retry(retry())
                .retryBudget(RetryBudgetPolicy.unlimited())
                .circuitBreaker(countBreakerPolicy())
                .rateLimiter(RateLimiterPolicy.of(Rate.of(Settings.RATE, Duration.ofSeconds(1))))
                .connectionPool(ConnectionPoolPolicy.defaults().withMaxPerEndpoint(Settings.LEASES))
                .timeouts(noTimeouts());
    }

    static OneService stack() {
        return new OneService(stack(NAME, URL));
    }

    /** Retry only; metrics cannot be had without. */
    static OneService retryOnly() {
        // Without a budget: every call fails once.
        return new OneService(bare().retry(retry()).retryBudget(RetryBudgetPolicy.unlimited()));
    }

    /** A bound for each attempt, and nothing else. */
    static OneService timeoutOnly() {
        return new OneService(bare().timeouts(noTimeouts().withAttempt(Settings.TIMEOUT)));
    }

    /** One whose only breaker has opened. */
    static OneService openBreaker() {
        OneService service = new OneService(bare().circuitBreaker(CircuitBreakerPolicy.builder()
                .failureThreshold("1")
                .recoveryTime(Settings.OPEN)
                .build()));
        Work failing = new Work();
        failing.failEverySecondAttempt();
        for (int i = 0; i < 2; i++) {
            try {
                service.call(failing);
            } catch (FailoverException expected) {
                continue;
            }
        }
        return service;
    }

    static Breaker countBreaker() {
        return new Breaker(countBreakerPolicy());
    }

    static Breaker timeBreaker() {
        return new Breaker(
                breakerPolicy().window(Settings.WINDOW_TIME).build());
    }

    static RateLimiter limiter() {
        return new RateLimiter(RateLimiterPolicy.of(Rate.of(Settings.RATE, Duration.ofSeconds(1))), System.nanoTime());
    }

    static RateLimiter spentLimiter() {
        RateLimiter limiter =
                new RateLimiter(RateLimiterPolicy.of(Rate.of(1, Settings.SPENT)).withBurst(1), System.nanoTime());
        Expect.admitted(limiter.reserve(System.nanoTime(), 0) == 0);
        return limiter;
    }

    static ConnectionPool pool() {
        return new ConnectionPool(ConnectionPoolPolicy.defaults().withMaxPerEndpoint(Settings.LEASES));
    }

    private static Service bare() {
        return new InternalService(NAME, null, URL)
                .retry(RetryPolicy.none())
                .circuitBreaker(CircuitBreakerPolicy.disabled())
                .connectionPool(ConnectionPoolPolicy.unlimited())
                .timeouts(noTimeouts());
    }

    private static RetryPolicy retry() {
        return RetryPolicy.builder()
                .maxAttempts(Settings.ATTEMPTS)
                .baseDelay(Duration.ZERO)
                .maxDelay(Duration.ZERO)
                .build();
    }

    private static CircuitBreakerPolicy countBreakerPolicy() {
        return breakerPolicy().window(Settings.WINDOW).build();
    }

    private static CircuitBreakerPolicy.Builder breakerPolicy() {
        return CircuitBreakerPolicy.builder()
                .failureThreshold(Settings.FAILURE_PERCENT + "%")
                .minimumCalls(Settings.WINDOW);
    }

    private static TimeoutPolicy noTimeouts() {
        return TimeoutPolicy.defaults()
                .withDeadline(Duration.ZERO)
                .withAttempt(Duration.ZERO)
                .withConnect(Duration.ZERO);
    }
}
