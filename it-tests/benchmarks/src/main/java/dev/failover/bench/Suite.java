package dev.failover.bench;

import dev.failover.bench.cache.HitBenchmarks;
import dev.failover.bench.stub.CallBenchmarks;
import dev.failover.bench.stub.LoopbackBenchmarks;
import java.util.List;
import java.util.Map;

/** Benchmarks that run together. */
enum Suite {
    ENGINE(
            Effort.FULL,
            Effort.QUICK,
            StackBenchmarks.class,
            BreakerBenchmarks.class,
            LimiterBenchmarks.class,
            LeaseBenchmarks.class,
            RetryBenchmarks.class,
            AsyncBenchmarks.class,
            TimeoutBenchmarks.class),
    CACHE(Effort.FULL_CALL, Effort.QUICK_CALL, HitBenchmarks.class),
    STUB(Effort.FULL_CALL, Effort.QUICK_CALL, CallBenchmarks.class, LoopbackBenchmarks.class);

    private final Effort full;
    private final Effort quick;
    private final List<Class<?>> benchmarks;

    Suite(Effort full, Effort quick, Class<?>... benchmarks) {
        this.full = full;
        this.quick = quick;
        this.benchmarks = List.of(benchmarks);
    }

    Effort effort(boolean inAHurry) {
        return inAHurry ? quick : full;
    }

    Map<String, List<Subject>> subjects() {
        return Subject.of(benchmarks);
    }
}
