package dev.failover.pool;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** Another limit while leases come and go. */
public final class Resizing {
    private static final ConnectionPoolPolicy ONE =
            ConnectionPoolPolicy.defaults().withMaxPerEndpoint(1);
    private static final ConnectionPoolPolicy TWO =
            ConnectionPoolPolicy.defaults().withMaxPerEndpoint(2);
    private static final ConnectionPoolPolicy THREE =
            ConnectionPoolPolicy.defaults().withMaxPerEndpoint(3);

    private Resizing() {}

    /** Leases out; what is to be had then; what is to be had when the other lease is home, too. */
    @JCStressTest
    @Outcome(id = "1, 0, 1", expect = ACCEPTABLE)
    @State
    public static class AShrunkPoolTakesTheLeaseThatComesHome {
        private final ConnectionPool pool = new ConnectionPool(TWO);

        public AShrunkPoolTakesTheLeaseThatComesHome() {
            Leases.take(pool, 2);
        }

        @Actor
        public void resize() {
            pool.resize(1);
        }

        @Actor
        public void release() {
            pool.release();
        }

        @Arbiter
        public void after(III_Result r) {
            r.r1 = pool.leased();
            r.r2 = Leases.take(pool, 1);
            pool.release();
            r.r3 = Leases.take(pool, 2);
        }
    }

    @JCStressTest
    @Outcome(id = "1, 2, 0", expect = ACCEPTABLE)
    @State
    public static class WhoJoinsTheLineWhileThePoolGrowsGetsALease {
        private final AtomicInteger grants = new AtomicInteger();
        private final ConnectionPool pool = new ConnectionPool(ONE);

        public WhoJoinsTheLineWhileThePoolGrowsGetsALease() {
            pool.tryAcquire();
        }

        @Actor
        public void resize() {
            pool.resize(2);
        }

        @Actor
        public void join() {
            pool.await(grants::incrementAndGet);
        }

        @Arbiter
        public void after(III_Result r) {
            r.r1 = grants.get();
            r.r2 = pool.leased();
            r.r3 = pool.waiting();
        }
    }

    /** Two wait: one lease is the new one, the other one comes home. */
    @JCStressTest
    @Outcome(id = "2, 2, 0", expect = ACCEPTABLE)
    @State
    public static class WhatComesHomeWhileThePoolGrowsGoesToThoseWhoWait {
        private final AtomicInteger grants = new AtomicInteger();
        private final ConnectionPool pool = new ConnectionPool(ONE);

        public WhatComesHomeWhileThePoolGrowsGoesToThoseWhoWait() {
            pool.tryAcquire();
            pool.await(grants::incrementAndGet);
            pool.await(grants::incrementAndGet);
        }

        @Actor
        public void resize() {
            pool.resize(2);
        }

        @Actor
        public void release() {
            pool.release();
        }

        @Arbiter
        public void after(III_Result r) {
            r.r1 = grants.get();
            r.r2 = pool.leased();
            r.r3 = pool.waiting();
        }
    }

    @JCStressTest
    @Outcome(
            id = {"2, 2", "3, 3"},
            expect = ACCEPTABLE)
    @State
    public static class OfTwoNewLimitsOneHolds {
        private final ConnectionPool pool = new ConnectionPool(ONE);

        @Actor
        public void two() {
            pool.reconfigure(TWO);
        }

        @Actor
        public void three() {
            pool.reconfigure(THREE);
        }

        @Arbiter
        public void after(II_Result r) {
            r.r1 = pool.limit();
            r.r2 = Leases.take(pool, 5);
        }
    }
}
