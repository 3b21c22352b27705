package dev.failover.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The breaker and its naive twin go through the same random events and must not be told apart. */
class CircuitBreakerTwinTest {
    private static final int STEPS = 500_000;
    private static final int STEPS_OF_A_POLICY = 2_000;

    /** Leases end at multiples of this, so all times are multiples of it. */
    private static final long UNIT = ProbeLeases.QUANTUM;

    private static final long YEAR = 365L * 24 * 3600 * 1_000_000_000L;

    /** What opens the breaker. */
    enum Threshold {
        CONSECUTIVE,
        RATE_OF_CALLS,
        RATE_OVER_TIME,
        SLOW
    }

    @ParameterizedTest
    @EnumSource
    void behavesLikeItsNaiveTwin(Threshold threshold) {
        long seed = Seeds.seed();
        SplittableRandom random = new SplittableRandom(seed);
        for (int step = 0; step < STEPS; step += STEPS_OF_A_POLICY) {
            new Comparison(random.split(), threshold, "seed " + seed + ", from step " + step).run();
        }
    }

    private static final class Comparison {
        private final SplittableRandom random;
        private final Threshold threshold;
        private final String where;
        private final long origin;
        private final boolean overTime;
        private final CircuitBreaker breaker;
        private final NaiveBreaker twin;
        private final List<Object[]> ended = new ArrayList<>();
        private final List<Object[]> underWay = new ArrayList<>();
        private CircuitBreakerPolicy policy;
        private long elapsed;
        private double jitter;

        Comparison(SplittableRandom random, Threshold threshold, String where) {
            this.random = random;
            this.threshold = threshold;
            this.overTime =
                    threshold == Threshold.RATE_OVER_TIME || (threshold == Threshold.SLOW && random.nextBoolean());
            this.policy = policy();
            this.where = where + ", " + policy;
            this.origin =
                    (random.nextInt(3) == 0 ? Long.MAX_VALUE - random.nextInt(1 << 25) : random.nextLong()) & -UNIT;
            this.breaker = new CircuitBreaker(policy, new AtomicLongArray(CircuitBreaker.SLOTS), 0, () -> jitter, null);
            this.twin = new NaiveBreaker(policy, () -> jitter);
        }

        private CircuitBreakerPolicy policy() {
            CircuitBreakerPolicy.Builder policy = CircuitBreakerPolicy.builder()
                    .failureThreshold(
                            threshold == Threshold.CONSECUTIVE || (threshold == Threshold.SLOW && random.nextBoolean())
                                    ? FailureThreshold.consecutive(1 + random.nextInt(6))
                                    : FailureThreshold.parse((1 + random.nextInt(100)) + "%"))
                    .minimumCalls(1 + random.nextInt(random.nextBoolean() ? 5 : 50))
                    .recoveryTime(units(random.nextInt(8) == 0 ? 0 : random.nextInt(30)))
                    .maxRecoveryTime(units(random.nextInt(300)))
                    .recoveryMultiplier(1 + random.nextInt(5) / 2.0)
                    .recoveryJitter(random.nextBoolean() ? 0 : 1)
                    .probes(1 + random.nextInt(random.nextBoolean() ? 1 : 10))
                    .probeSuccesses(1 + random.nextInt(random.nextBoolean() ? 1 : 5))
                    .probeLease(units(1 + random.nextInt(60)));
            if (threshold == Threshold.SLOW) {
                policy.slowCallDuration(Duration.ofNanos(1)).slowCallRate((1 + random.nextInt(100)) / 100.0);
            }
            if (overTime) {
                return policy.window(units(10L * (1 + random.nextInt(10)))).build();
            }
            int most = random.nextInt(10) == 0 ? CircuitBreaker.MAX_WINDOW : random.nextBoolean() ? 5 : 70;
            return policy.window(1 + random.nextInt(most)).build();
        }

        private static Duration units(long units) {
            return Duration.ofNanos(units * UNIT);
        }

        void run() {
            int failing = random.nextInt(101);
            int slow = threshold == Threshold.SLOW ? random.nextInt(101) : 0;
            for (int step = 0; step < STEPS_OF_A_POLICY; step++) {
                switch (random.nextInt(16)) {
                    case 0:
                        elapsed += UNIT * random.nextInt(random.nextInt(10) == 0 ? 400 : 8);
                        break;
                    case 1:
                        change();
                        break;
                    case 2:
                    case 3:
                    case 4:
                    case 5:
                    case 6:
                    case 7:
                        acquire(step);
                        break;
                    default:
                        end(failing, slow);
                }
                compare(step);
            }
        }

        private void change() {
            if (random.nextInt(12) == 0) {
                BreakerMode[] modes = BreakerMode.values();
                BreakerMode mode = random.nextBoolean() ? BreakerMode.AUTOMATIC : modes[random.nextInt(modes.length)];
                breaker.mode(mode);
                twin.mode(mode);
            } else if (random.nextInt(12) == 0) {
                policy = policy();
                breaker.reconfigure(policy);
                twin.reconfigure(policy);
            } else if (random.nextInt(200) == 0 && elapsed < YEAR) {
                // Only once: the twin's time does not wrap.
                elapsed += (200 * YEAR + random.nextLong(80 * YEAR)) & -UNIT;
            }
        }

        private void acquire(int step) {
            long now = origin + elapsed;
            jitter = random.nextDouble();
            boolean would = breaker.wouldPass(now);
            assertThat(would).as("%s, step %d: would pass", where, step).isEqualTo(twin.wouldPass(elapsed));
            long permit = breaker.tryAcquire(now);
            Object token = twin.tryAcquire(elapsed);
            assertThat(permit)
                    .as("%s, step %d: permit", where, step)
                    .matches(taken -> token == null
                            ? taken == CircuitBreaker.REJECTED
                            : token == NaiveBreaker.UNCOUNTED ? taken == CircuitBreaker.UNCOUNTED : taken >= 0);
            assertThat(would).as("%s, step %d: passed", where, step).isEqualTo(token != null);
            if (token != null && underWay.size() < 30) {
                underWay.add(new Object[] {permit, token});
            }
        }

        /** Now and then what has been reported already is reported once more. */
        private void end(int failing, int slow) {
            boolean again = random.nextInt(20) == 0;
            List<Object[]> from = again ? ended : underWay;
            if (from.isEmpty()) {
                return;
            }
            Object[] end = from.remove(random.nextInt(from.size()));
            if (again && !(end[1] instanceof NaiveBreaker.Probe)) {
                return;
            }
            if (ended.size() < 30) {
                ended.add(end);
            }
            long now = origin + elapsed;
            long permit = (Long) end[0];
            jitter = random.nextDouble();
            long duration = random.nextInt(100) < slow ? 2 : 1;
            if (random.nextInt(10) == 0) {
                breaker.onIgnored(permit, now);
                twin.onIgnored(end[1]);
            } else if (random.nextInt(100) < failing) {
                breaker.onFailure(permit, duration, now);
                twin.onResult(end[1], true, duration, elapsed);
            } else {
                breaker.onSuccess(permit, duration, now);
                twin.onResult(end[1], false, duration, elapsed);
            }
        }

        private void compare(int step) {
            long now = origin + elapsed;
            if (breaker.state(now) != twin.state(elapsed)
                    || breaker.recoveryEndsIn(now) != twin.recoveryEndsIn(elapsed)
                    || Double.compare(breaker.failureRate(now), twin.failureRate(elapsed)) != 0
                    || Double.compare(breaker.slowRate(now), twin.slowRate(elapsed)) != 0) {
                assertThat(breaker.state(now) + " " + breaker.recoveryEndsIn(now) + " " + breaker.failureRate(now) + " "
                                + breaker.slowRate(now))
                        .as("%s, step %d, now %s", where, step, policy)
                        .isEqualTo(twin.state(elapsed) + " " + twin.recoveryEndsIn(elapsed) + " "
                                + twin.failureRate(elapsed) + " " + twin.slowRate(elapsed));
            }
        }
    }
}
