package dev.failover.bench;

import dev.failover.FailoverException;
import dev.failsafe.CircuitBreakerOpenException;
import dev.failsafe.FailsafeExecutor;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.smallrye.faulttolerance.api.TypedGuard;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The breaker alone: a permit and a success. With a count window nobody reads a clock; what a breaker wants to be told of
 * it is a constant here. With a time window everybody does.
 */
public class BreakerBenchmarks {
    @State(Scope.Benchmark)
    public static class Count {
        final Ours.Breaker breaker = Ours.countBreaker();
        final long now = System.nanoTime();
    }

    @Benchmark
    @Row(benchmark = "breaker", subject = "ours", decisive = true)
    public void ours(Count ours) {
        ours.breaker.permitAndSuccess(ours.now);
    }

    @State(Scope.Benchmark)
    public static class CountLocked {
        final CircuitBreaker breaker =
                Resilience4j.breaker(SlidingWindowType.COUNT_BASED, SlidingWindowSynchronizationStrategy.SYNCHRONIZED);
    }

    @Benchmark
    @Row(benchmark = "breaker", subject = "resilience4j", decisive = true)
    public void resilience4j(CountLocked peer) {
        permitAndSuccess(peer.breaker);
    }

    @State(Scope.Benchmark)
    public static class CountLockFree {
        final CircuitBreaker breaker =
                Resilience4j.breaker(SlidingWindowType.COUNT_BASED, SlidingWindowSynchronizationStrategy.LOCK_FREE);
    }

    @Benchmark
    @Row(benchmark = "breaker", subject = "resilience4j (lock-free)")
    public void resilience4jLockFree(CountLockFree peer) {
        permitAndSuccess(peer.breaker);
    }

    private static void permitAndSuccess(CircuitBreaker breaker) {
        Expect.admitted(breaker.tryAcquirePermission());
        breaker.onSuccess(1, TimeUnit.MICROSECONDS);
    }

    @State(Scope.Benchmark)
    public static class FailsafeCount {
        final dev.failsafe.CircuitBreaker<Integer> breaker = FailsafeLibrary.countBreaker();
    }

    @Benchmark
    @Row(benchmark = "breaker", subject = "failsafe")
    public void failsafe(FailsafeCount peer) {
        permitAndSuccess(peer.breaker);
    }

    private static void permitAndSuccess(dev.failsafe.CircuitBreaker<Integer> breaker) {
        Expect.admitted(breaker.tryAcquirePermit());
        breaker.recordSuccess();
    }

    @State(Scope.Benchmark)
    public static class Time {
        final Ours.Breaker breaker = Ours.timeBreaker();
    }

    @Benchmark
    @Row(benchmark = "breaker-time", subject = "ours", decisive = true)
    public void oursTime(Time ours) {
        ours.breaker.permitAndSuccess(System.nanoTime());
    }

    @State(Scope.Benchmark)
    public static class TimeLocked {
        final CircuitBreaker breaker =
                Resilience4j.breaker(SlidingWindowType.TIME_BASED, SlidingWindowSynchronizationStrategy.SYNCHRONIZED);
    }

    @Benchmark
    @Row(benchmark = "breaker-time", subject = "resilience4j", decisive = true)
    public void resilience4jTime(TimeLocked peer) {
        permitAndSuccess(peer.breaker);
    }

    @State(Scope.Benchmark)
    public static class TimeLockFree {
        final CircuitBreaker breaker =
                Resilience4j.breaker(SlidingWindowType.TIME_BASED, SlidingWindowSynchronizationStrategy.LOCK_FREE);
    }

    @Benchmark
    @Row(benchmark = "breaker-time", subject = "resilience4j (lock-free)")
    public void resilience4jTimeLockFree(TimeLockFree peer) {
        permitAndSuccess(peer.breaker);
    }

    @State(Scope.Benchmark)
    public static class FailsafeTime {
        final dev.failsafe.CircuitBreaker<Integer> breaker = FailsafeLibrary.timeBreaker();
    }

    @Benchmark
    @Row(benchmark = "breaker-time", subject = "failsafe", decisive = true)
    public void failsafeTime(FailsafeTime peer) {
        permitAndSuccess(peer.breaker);
    }

    @State(Scope.Benchmark)
    public static class OursOpen {
        final Ours.OneService service = Ours.openBreaker();

        @TearDown
        public void close() {
            service.close();
        }
    }

    /** The whole call of a service whose only endpoint has an open breaker, with the exception that it ends in. */
    @Benchmark
    @Row(benchmark = "breaker-open", subject = "ours", decisive = true)
    public FailoverException oursOpen(OursOpen ours, Work work) {
        try {
            ours.service.call(work);
        } catch (FailoverException refused) {
            return refused;
        }
        throw Expect.notRefused();
    }

    @State(Scope.Benchmark)
    public static class OpenWithTrace {
        final Supplier<Integer> chain = CircuitBreaker.decorateSupplier(Resilience4j.openBreaker(true), () -> 42);
    }

    @Benchmark
    @Row(benchmark = "breaker-open", subject = "resilience4j")
    public CallNotPermittedException resilience4jOpen(OpenWithTrace peer) {
        return refusal(peer.chain);
    }

    @State(Scope.Benchmark)
    public static class OpenWithoutTrace {
        final Supplier<Integer> chain = CircuitBreaker.decorateSupplier(Resilience4j.openBreaker(false), () -> 42);
    }

    @Benchmark
    @Row(benchmark = "breaker-open", subject = "resilience4j (no stack traces)")
    public CallNotPermittedException resilience4jOpenNoTrace(OpenWithoutTrace peer) {
        return refusal(peer.chain);
    }

    private static CallNotPermittedException refusal(Supplier<Integer> chain) {
        try {
            chain.get();
        } catch (CallNotPermittedException refused) {
            return refused;
        }
        throw Expect.notRefused();
    }

    @State(Scope.Benchmark)
    public static class FailsafeOpen {
        final FailsafeExecutor<Integer> executor = FailsafeLibrary.openBreaker();
    }

    @Benchmark
    @Row(benchmark = "breaker-open", subject = "failsafe")
    public CircuitBreakerOpenException failsafeOpen(FailsafeOpen peer, Work work) {
        try {
            peer.executor.get(work);
        } catch (CircuitBreakerOpenException refused) {
            return refused;
        }
        throw Expect.notRefused();
    }

    @State(Scope.Benchmark)
    public static class SmallRyeOpen {
        final TypedGuard<Integer> guard = SmallRye.openBreaker();
    }

    @Benchmark
    @Row(benchmark = "breaker-open", subject = "smallrye")
    public RuntimeException smallryeOpen(SmallRyeOpen peer, Work work) {
        try {
            peer.guard.get(work);
        } catch (RuntimeException refused) {
            return refused;
        }
        throw Expect.notRefused();
    }
}
