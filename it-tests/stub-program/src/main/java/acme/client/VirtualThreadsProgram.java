package acme.client;

import dev.failover.FailoverManager;
import dev.failover.InternalService;
import dev.failover.Service;
import dev.failover.ServiceClient;
import dev.failover.breaker.CircuitBreakerPolicy;
import dev.failover.call.TimeoutPolicy;
import dev.failover.endpoint.Endpoint;
import dev.failover.endpoint.EndpointState;
import dev.failover.limiter.RateLimiterPolicy;
import dev.failover.pool.ConnectionPoolPolicy;
import dev.failover.retry.HedgePolicy;
import dev.failover.retry.RetryBudgetPolicy;
import dev.failover.retry.RetryPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many calls at once, each on a thread of its own: a virtual one where there are such, else a platform thread. They wait for
 * permits of the limiter, for leases and for back-offs, are bounded in time, and are hedged.
 */
public final class VirtualThreadsProgram {
    private static final int CALLS = 2_000;
    private static final String LIMITED = "limited";
    private static final String TIMED = "timed";

    private VirtualThreadsProgram() {}

    /** Prints {@code RESULT kind right wrong leases-out}. */
    public static void main(String[] args) throws Exception {
        try (FailoverManager manager = FailoverManager.create()) {
            manager.register(policies(new InternalService("plain", null, "http://a", "http://b")));
            // A repetition never waits for the limiter, so nothing fails where it is busy.
            manager.register(policies(new InternalService(LIMITED, null, "http://a", "http://b"))
                    .rateLimiter(RateLimiterPolicy.of("2000/s").withBurst(10).withWait(Duration.ofMinutes(1))));
            manager.register(policies(new InternalService("hedged", null, "http://a", "http://b"))
                    .hedge(HedgePolicy.after(Duration.ofMillis(5)).withBudget(RetryBudgetPolicy.unlimited())));
            // Some attempts would last for ever: the time-out interrupts their threads, and nothing after them.
            manager.register(policies(new InternalService(TIMED, null, "http://a", "http://b"))
                    .timeouts(TimeoutPolicy.defaults()
                            .withDeadline(Duration.ofMinutes(1))
                            .withAttempt(Duration.ofMillis(250))));
            ExecutorService threads = threadPerTask();
            for (String name : new String[] {"plain", LIMITED, TIMED, "hedged"}) {
                ServiceClient service = manager.service(name);
                // What is loaded and initialized once is not what is looked at. So long that many wait in any case.
                run(service, name + "-warm-up", Executors.newFixedThreadPool(50), 50, 50);
                run(service, name, threads, CALLS, 1);
            }
            CompletableFuture<String> async =
                    manager.service("plain").callAsync(endpoint -> CompletableFuture.completedFuture("async"));
            System.out.println("RESULT " + async.get() + " 1 0 0");
            threads.shutdown();
        }
        System.exit(0);
    }

    private static Service policies(Service service) {
        return service.connectionPool(ConnectionPoolPolicy.defaults()
                        .withMaxPerEndpoint(10)
                        .withMaxPerService(15)
                        .withMaxWaiting(CALLS * 2)
                        .withAcquireTimeout(Duration.ofMinutes(1)))
                .retry(RetryPolicy.builder()
                        .maxAttempts(5)
                        .baseDelay(Duration.ofNanos(300_000))
                        .build())
                .retryBudget(RetryBudgetPolicy.unlimited())
                .circuitBreaker(CircuitBreakerPolicy.disabled())
                .timeouts(TimeoutPolicy.defaults()
                        .withDeadline(Duration.ofMinutes(1))
                        .withAttempt(Duration.ofSeconds(20)));
    }

    private static void run(ServiceClient service, String kind, ExecutorService threads, int calls, int millis)
            throws Exception {
        List<Future<Boolean>> results = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            int number = i;
            results.add(threads.submit(() -> isRight(service, number, millis)));
        }
        int right = 0;
        for (Future<Boolean> result : results) {
            right += result.get() ? 1 : 0;
        }
        int out = 0;
        for (EndpointState endpoint : service.endpoints()) {
            out += endpoint.pool().leased();
        }
        System.out.println("RESULT " + kind + " " + right + " " + (calls - right) + " " + out);
    }

    private static boolean isRight(ServiceClient service, int number, int millis) {
        boolean fails = number % 7 == 0 && !service.name().equals(LIMITED);
        boolean hangs = number % 50 == 1 && service.name().equals(TIMED);
        AtomicInteger attempts = new AtomicInteger();
        Integer result = service.call(endpoint -> {
            int attempt = attempts.incrementAndGet();
            if (hangs && attempt == 1) {
                Thread.sleep(3_600_000);
            }
            return work(endpoint, number, fails, attempt, millis);
        });
        return result != null && result == number && !Thread.interrupted();
    }

    private static Integer work(Endpoint endpoint, int number, boolean fails, int attempt, int millis)
            throws IOException, InterruptedException {
        Thread.sleep(number % 50 == 0 && attempt == 1 ? 20 : millis);
        if (fails && attempt == 1) {
            throw new IOException("on purpose, at " + endpoint);
        }
        return number;
    }

    private static ExecutorService threadPerTask() throws ReflectiveOperationException {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException beforeJava21) {
            return Executors.newFixedThreadPool(200);
        }
    }
}
