package dev.failover.pool;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.failover.pool.ConnectionPool.Waiter;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.III_Result;

/** Who waits for a lease gets it, or leaves; no lease is lost, none is given twice. */
public final class Waiters {
    private static final ConnectionPoolPolicy ONE =
            ConnectionPoolPolicy.defaults().withMaxPerEndpoint(1);

    private Waiters() {}

    /** Full, with as many in line as wanted. */
    private abstract static class Full {
        final AtomicInteger grants = new AtomicInteger();
        final ConnectionPool pool;

        Full(ConnectionPoolPolicy policy) {
            pool = new ConnectionPool(policy);
            Leases.take(pool, policy.maxPerEndpoint());
        }

        Waiter await() {
            return pool.await(grants::incrementAndGet);
        }

        /** Grants, leases out, and those who wait. */
        void look(III_Result r) {
            r.r1 = grants.get();
            r.r2 = pool.leased();
            r.r3 = pool.waiting();
        }
    }

    @JCStressTest
    @Outcome(id = "1, 1, 0", expect = ACCEPTABLE)
    @State
    public static class WhoJoinsTheLineWhileTheLeaseComesHomeGetsIt extends Full {
        public WhoJoinsTheLineWhileTheLeaseComesHomeGetsIt() {
            super(ONE);
        }

        @Actor
        public void release() {
            pool.release();
        }

        @Actor
        public void join() {
            await();
        }

        @Arbiter
        public void after(III_Result r) {
            look(r);
        }
    }

    @JCStressTest
    @Outcome(id = "0, 1, 1, 0", expect = ACCEPTABLE)
    @State
    public static class NobodyGetsInBeforeTheOneWhoWaits extends Full {
        public NobodyGetsInBeforeTheOneWhoWaits() {
            super(ONE);
            await();
        }

        @Actor
        public void release() {
            pool.release();
        }

        @Actor
        public void barge(IIII_Result r) {
            r.r1 = Leases.take(pool, 1);
        }

        @Arbiter
        public void after(IIII_Result r) {
            r.r2 = grants.get();
            r.r3 = pool.leased();
            r.r4 = pool.waiting();
        }
    }

    @JCStressTest
    @Outcome(id = "2, 1, 0", expect = ACCEPTABLE)
    @State
    public static class TwoWhoJoinTheLineAreServedOneAfterTheOther extends Full {
        public TwoWhoJoinTheLineAreServedOneAfterTheOther() {
            super(ONE);
        }

        @Actor
        public void first() {
            await();
        }

        @Actor
        public void second() {
            await();
        }

        @Arbiter
        public void after(III_Result r) {
            pool.release();
            pool.release();
            look(r);
        }
    }

    @JCStressTest
    @Outcome(id = "1, 1, 1", expect = ACCEPTABLE)
    @State
    public static class TheLastPlaceInTheLineIsTakenOnce extends Full {
        private static final ConnectionPoolPolicy LINE_OF_ONE = ONE.withMaxWaiting(1);
        private Waiter first;
        private Waiter second;

        public TheLastPlaceInTheLineIsTakenOnce() {
            super(LINE_OF_ONE);
        }

        @Actor
        public void first() {
            first = await();
        }

        @Actor
        public void second() {
            second = await();
        }

        @Arbiter
        public void after(III_Result r) {
            r.r1 = (first == null ? 0 : 1) + (second == null ? 0 : 1);
            r.r2 = pool.waiting();
            pool.release();
            r.r3 = grants.get();
        }
    }

    @JCStressTest
    @Outcome(id = "2, 2, 0", expect = ACCEPTABLE)
    @State
    public static class TwoLeasesThatComeHomeGoToTheTwoWhoWait extends Full {
        private static final ConnectionPoolPolicy TWO = ONE.withMaxPerEndpoint(2);

        public TwoLeasesThatComeHomeGoToTheTwoWhoWait() {
            super(TWO);
            await();
            await();
        }

        @Actor
        public void first() {
            pool.release();
        }

        @Actor
        public void second() {
            pool.release();
        }

        @Arbiter
        public void after(III_Result r) {
            look(r);
        }
    }

    /** Whether it left; whether it was told of a lease; leases out and waiters; the lease is then free if it left. */
    @JCStressTest
    @Outcome(id = "1, 0, 0, 1", expect = ACCEPTABLE, desc = "left, and the lease is free")
    @Outcome(id = "0, 1, 1, 0", expect = ACCEPTABLE, desc = "the lease is the waiter's")
    @State
    public static class WhoLeavesWhileTheLeaseComesHomeHasItOrNot extends Full {
        private final Waiter waiter;

        public WhoLeavesWhileTheLeaseComesHomeHasItOrNot() {
            super(ONE);
            waiter = await();
        }

        @Actor
        public void release() {
            pool.release();
        }

        @Actor
        public void leave(IIII_Result r) {
            r.r1 = waiter.leave() ? 1 : 0;
        }

        @Arbiter
        public void after(IIII_Result r) {
            r.r2 = grants.get();
            r.r3 = pool.leased() + 10 * pool.waiting();
            r.r4 = Leases.take(pool, 2);
        }
    }

    /** The one behind gets the lease if the first one left: it is never the lease of both, nor of none. */
    @JCStressTest
    @Outcome(id = "1, 1, 1, 0", expect = ACCEPTABLE, desc = "the first left, the second has the lease")
    @Outcome(id = "0, 0, 1, 1", expect = ACCEPTABLE, desc = "the first has the lease, the second waits")
    @State
    public static class WhoStandsBehindOneThatLeavesIsNotForgotten extends Full {
        private final Waiter first;
        private final Waiter second;

        public WhoStandsBehindOneThatLeavesIsNotForgotten() {
            super(ONE);
            first = await();
            second = await();
        }

        @Actor
        public void release() {
            pool.release();
        }

        @Actor
        public void leave(IIII_Result r) {
            r.r1 = first.leave() ? 1 : 0;
        }

        @Arbiter
        public void after(IIII_Result r) {
            r.r2 = second.isGranted() ? 1 : 0;
            r.r3 = pool.leased();
            r.r4 = pool.waiting();
        }
    }

    @JCStressTest
    @Outcome(id = "1, 1, 0, 1", expect = ACCEPTABLE)
    @State
    public static class WhoLeavesTwiceLeavesOnce extends Full {
        private final Waiter waiter;

        public WhoLeavesTwiceLeavesOnce() {
            super(ONE);
            waiter = await();
        }

        @Actor
        public void first(IIII_Result r) {
            r.r1 = waiter.leave() ? 1 : 0;
        }

        @Actor
        public void second(IIII_Result r) {
            r.r2 = waiter.leave() ? 1 : 0;
        }

        @Arbiter
        public void after(IIII_Result r) {
            r.r3 = pool.waiting() + 10 * grants.get();
            pool.release();
            r.r4 = Leases.take(pool, 2);
        }
    }
}
