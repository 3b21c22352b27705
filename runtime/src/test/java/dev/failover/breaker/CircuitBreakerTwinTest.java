package dev.failover.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The breaker and its naive twin go through the same random events and must not be told apart. */
class CircuitBreakerTwinTest {
    private static final int STEPS = 1_200_000;
    private static final int STEPS_OF_A_POLICY = 3_000;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void behavesLikeItsNaiveTwin(boolean byRate) {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int step = 0; step < STEPS; step += STEPS_OF_A_POLICY) {
            compare(random.split(), byRate, "seed " + seed + ", from step " + step);
        }
    }

    private static void compare(SplittableRandom random, boolean byRate, String where) {
        int consecutive = 1 + random.nextInt(6);
        int percent = byRate ? 1 + random.nextInt(100) : 0;
        int window = random.nextInt(4) == 0
                ? (random.nextBoolean() ? 1 : CircuitBreaker.MAX_WINDOW)
                : 1 + random.nextInt(CircuitBreaker.MAX_WINDOW);
        int minimumCalls = 1 + random.nextInt(50);
        long recovery = random.nextInt(8) == 0 ? 0 : random.nextInt(1000);
        long lease = 1 + random.nextInt(2000);
        CircuitBreaker breaker = new CircuitBreaker(CircuitBreakerPolicy.builder()
                .failureThreshold(byRate ? percent + "%" : Integer.toString(consecutive))
                .window(window)
                .minimumCalls(minimumCalls)
                .recoveryTime(Duration.ofNanos(recovery))
                .probeLease(Duration.ofNanos(lease))
                .build());
        NaiveBreaker twin = new NaiveBreaker(consecutive, percent, window, minimumCalls, recovery, lease);
        long origin = random.nextInt(3) == 0 ? Long.MAX_VALUE - random.nextInt(20_000) : random.nextLong();
        int failing = random.nextInt(101);
        long elapsed = 0;
        List<Object[]> underWay = new ArrayList<>();
        for (int i = 0; i < STEPS_OF_A_POLICY; i++) {
            long now = origin + elapsed;
            switch (random.nextInt(8)) {
                case 0:
                    elapsed += random.nextInt(random.nextInt(10) == 0 ? 3000 : 60);
                    break;
                case 1:
                case 2:
                case 3:
                    boolean would = breaker.wouldPass(now);
                    long permit = breaker.tryAcquire(now);
                    Object token = twin.tryAcquire(elapsed);
                    assertThat(permit != CircuitBreaker.REJECTED)
                            .as("%s, step %d", where, i)
                            .isEqualTo(token != null)
                            .isEqualTo(would);
                    if (token != null && underWay.size() < 30) {
                        underWay.add(new Object[] {permit, token});
                    }
                    break;
                default:
                    if (!underWay.isEmpty()) {
                        Object[] ended = underWay.remove(random.nextInt(underWay.size()));
                        long held = (Long) ended[0];
                        if (random.nextInt(10) == 0) {
                            breaker.onIgnored(held, now);
                            twin.onIgnored(ended[1], elapsed);
                        } else if (random.nextInt(100) < failing) {
                            breaker.onFailure(held, now);
                            twin.onFailure(ended[1], elapsed);
                        } else {
                            breaker.onSuccess(held);
                            twin.onSuccess(ended[1]);
                        }
                    }
            }
            assertThat(breaker.state(origin + elapsed))
                    .as("%s, step %d", where, i)
                    .isEqualTo(twin.state(elapsed));
        }
    }
}
