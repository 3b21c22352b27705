package dev.failover.metrics;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** The sums of a service while an endpoint is retired. */
public final class RetiredEndpoints {
    private static final String ID = "a:80";

    private RetiredEndpoints() {}

    /** One success was counted before. */
    private abstract static class Retiring {
        final ServiceMetrics service = new ServiceMetrics("orders", new Listeners(), 10);
        final EndpointMetrics endpoint = service.endpoint(ID);

        Retiring() {
            endpoint.succeeded(10);
        }

        void look(II_Result r) {
            HistogramSnapshot calls = service.callLatency();
            r.r1 = (int) calls.count();
            r.r2 = (int) calls.sumNanos();
        }
    }

    @JCStressTest
    @Outcome(id = "2, 30", expect = ACCEPTABLE)
    @State
    public static class ACallThatEndsMeanwhileCountsOnce extends Retiring {
        @Actor
        public void call() {
            endpoint.succeeded(20);
        }

        @Actor
        public void retire() {
            service.retire(ID);
        }

        @Arbiter
        public void after(II_Result r) {
            look(r);
        }
    }

    @JCStressTest
    @Outcome(id = "2, 30", expect = ACCEPTABLE)
    @State
    public static class ACallThatLooksItUpMeanwhileCountsOnce extends Retiring {
        @Actor
        public void call() {
            service.endpoint(ID).succeeded(20);
        }

        @Actor
        public void retire() {
            service.retire(ID);
        }

        @Arbiter
        public void after(II_Result r) {
            look(r);
        }
    }

    @JCStressTest
    @Outcome(id = "1, 10", expect = ACCEPTABLE)
    @State
    public static class RetiringTwiceCountsOnce extends Retiring {
        @Actor
        public void first() {
            service.retire(ID);
        }

        @Actor
        public void second() {
            service.retire(ID);
        }

        @Arbiter
        public void after(II_Result r) {
            look(r);
        }
    }

    @JCStressTest
    @Outcome(id = "1, 10", expect = ACCEPTABLE)
    @State
    public static class AReaderSeesWhatWasCountedOnceAllTheTime extends Retiring {
        @Actor
        public void retire() {
            service.retire(ID);
        }

        @Actor
        public void reader(II_Result r) {
            look(r);
        }
    }
}
