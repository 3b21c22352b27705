package dev.failover.pool;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Leases that are taken and come home where nobody waits. */
public final class Leases {
    private static final ConnectionPoolPolicy ONE =
            ConnectionPoolPolicy.defaults().withMaxPerEndpoint(1);
    private static final ConnectionPoolPolicy TEN =
            ConnectionPoolPolicy.defaults().withMaxPerEndpoint(10);

    private Leases() {}

    static int take(ConnectionPool pool, int times) {
        int taken = 0;
        for (int i = 0; i < times; i++) {
            taken += pool.tryAcquire() ? 1 : 0;
        }
        return taken;
    }

    /** 1 if it was refused. */
    private static int bringHome(ConnectionPool pool) {
        try {
            pool.release();
            return 0;
        } catch (IllegalStateException twice) {
            return 1;
        }
    }

    @JCStressTest
    @Outcome(
            id = {"1, 0, 1", "0, 1, 1"},
            expect = ACCEPTABLE)
    @State
    public static class OneLeaseGoesToOneOfTwo {
        private final ConnectionPool pool = new ConnectionPool(ONE);

        @Actor
        public void first(III_Result r) {
            r.r1 = take(pool, 1);
        }

        @Actor
        public void second(III_Result r) {
            r.r2 = take(pool, 1);
        }

        @Arbiter
        public void after(III_Result r) {
            r.r3 = pool.leased();
        }
    }

    /** From the short way, far from the limit, to the edge. The results are all leases, and those that are out. */
    @JCStressTest
    @Outcome(id = "10, 10, 0", expect = ACCEPTABLE)
    @State
    public static class TwoThatWantAllLeasesGetThemAllTogether {
        private final ConnectionPool pool = new ConnectionPool(TEN);
        private int first;
        private int second;

        @Actor
        public void first() {
            first = take(pool, 10);
        }

        @Actor
        public void second() {
            second = take(pool, 10);
        }

        @Arbiter
        public void after(III_Result r) {
            r.r1 = first + second;
            r.r2 = pool.leased();
            r.r3 = take(pool, 1);
        }
    }

    @JCStressTest
    @Outcome(
            id = {"1, 0, 1", "0, 1, 1"},
            expect = ACCEPTABLE)
    @State
    public static class ALeaseThatComesHomeIsTakenOnce {
        private final ConnectionPool pool = new ConnectionPool(ONE);

        public ALeaseThatComesHomeIsTakenOnce() {
            pool.tryAcquire();
        }

        @Actor
        public void release() {
            pool.release();
        }

        @Actor
        public void next(III_Result r) {
            r.r1 = take(pool, 1);
        }

        @Arbiter
        public void after(III_Result r) {
            r.r2 = take(pool, 2);
            r.r3 = pool.leased();
        }
    }

    @JCStressTest
    @Outcome(
            id = {"1, 0, 1", "0, 1, 1"},
            expect = ACCEPTABLE)
    @State
    public static class ALeaseThatTwoBringHomeComesHomeOnce {
        private final ConnectionPool pool = new ConnectionPool(ONE);

        public ALeaseThatTwoBringHomeComesHomeOnce() {
            pool.tryAcquire();
        }

        @Actor
        public void first(III_Result r) {
            r.r1 = bringHome(pool);
        }

        @Actor
        public void second(III_Result r) {
            r.r2 = bringHome(pool);
        }

        @Arbiter
        public void after(III_Result r) {
            r.r3 = take(pool, 2);
        }
    }
}
