package dev.failover.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConnectionPoolTwinTest {
    private static final int POOLS = 2_000;
    private static final int STEPS = 600;

    @Test
    void behavesLikeItsNaiveTwin() {
        long seed = Seeds.seed();
        SplittableRandom random = new SplittableRandom(seed);
        for (int pool = 0; pool < POOLS; pool++) {
            compare(random.split(), "seed " + seed + ", pool " + pool);
        }
    }

    private static void compare(SplittableRandom random, String where) {
        int[] limits = {0, 1, 2, 3, 7, 8, 9, 10, 20};
        int limit = limits[random.nextInt(limits.length)];
        int maxWaiting = random.nextInt(6) == 0 ? 200 : random.nextInt(6);
        ConnectionPoolPolicy policy =
                ConnectionPoolPolicy.defaults().withMaxPerEndpoint(limit).withMaxWaiting(maxWaiting);
        boolean perService = random.nextBoolean();
        policy = perService
                ? policy.withMaxPerEndpoint(limits[random.nextInt(limits.length)])
                        .withMaxPerService(limit)
                : policy;
        ConnectionPool pool = perService ? ConnectionPool.forService(policy) : new ConnectionPool(policy);
        NaivePool twin = new NaivePool(limit, maxWaiting);
        List<Integer> granted = new ArrayList<>();
        List<ConnectionPool.Waiter> waiters = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        int leaked = 0;
        int busy = 2 + random.nextInt(4);
        for (int step = 0; step < STEPS; step++) {
            int what = random.nextInt(20);
            boolean real = false;
            boolean expected = false;
            if (what < busy) {
                real = pool.tryAcquire();
                expected = twin.tryAcquire();
            } else if (what < 2 * busy) {
                int number = step;
                ConnectionPool.Waiter waiter = pool.await(() -> {
                    granted.add(number);
                    if (number % 3 == 0) {
                        pool.release();
                    }
                });
                real = waiter != null;
                expected = twin.await(number);
                if (waiter != null) {
                    waiters.add(waiter);
                    numbers.add(number);
                }
            } else if (what < 16) {
                if (twin.leased() > 0) {
                    if (random.nextInt(4) == 0) {
                        pool.releaseLeaked();
                        leaked++;
                    } else {
                        pool.release();
                    }
                    twin.release();
                }
            } else if (what < 19) {
                if (!waiters.isEmpty()) {
                    // Mostly one that came lately, as it may still wait.
                    int which = random.nextInt(4) == 0
                            ? random.nextInt(waiters.size())
                            : waiters.size() - 1 - random.nextInt(Math.min(waiters.size(), 5));
                    real = waiters.get(which).leave();
                    expected = twin.leave(numbers.get(which));
                }
            } else {
                limit = limits[random.nextInt(limits.length)];
                if (random.nextBoolean()) {
                    pool.resize(limit);
                    twin.resize(limit);
                } else {
                    maxWaiting = random.nextInt(6);
                    ConnectionPoolPolicy changed = policy.withMaxWaiting(maxWaiting);
                    pool.reconfigure(perService ? changed.withMaxPerService(limit) : changed.withMaxPerEndpoint(limit));
                    twin.reconfigure(limit, maxWaiting);
                }
            }
            if (real != expected
                    || pool.leased() != twin.leased()
                    || pool.waiting() != twin.waiting()
                    || pool.limit() != limit
                    || pool.leaked() != leaked
                    || granted.size() != twin.granted().size()) {
                assertThat(real + " " + pool.leased() + " " + pool.waiting() + " " + pool.limit() + " " + pool.leaked()
                                + " " + granted)
                        .as("%s, step %d (%d)", where, step, what)
                        .isEqualTo(expected + " " + twin.leased() + " " + twin.waiting() + " " + limit + " " + leaked
                                + " " + twin.granted());
            }
        }
        assertThat(granted).as(where).isEqualTo(twin.granted());
    }
}
