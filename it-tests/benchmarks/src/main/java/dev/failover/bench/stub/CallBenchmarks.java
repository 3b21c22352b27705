package dev.failover.bench.stub;

import dev.failover.bench.Row;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What a client adds to its transport: each is on one of its own kind that has the answer at hand. */
public class CallBenchmarks {
    private static final String CALL = "call";

    @State(Scope.Benchmark)
    public static class OursShared {
        final OursClient client = OursClient.by(new CannedTransport());

        @TearDown
        public void close() {
            client.close();
        }
    }

    @Benchmark
    @Row(benchmark = CALL, subject = "ours", decisive = true)
    public Order ours(OursShared ours, Arguments with) {
        return ours.client.api().find(with.id, with.view, with.trace);
    }

    @State(Scope.Benchmark)
    public static class OursOnHttpClient5 {
        final OursClient client = OursClient.by(new HttpClient5Carrier(new CannedHttpClient5()));

        @TearDown
        public void close() {
            client.close();
        }
    }

    @Benchmark
    @Row(benchmark = CALL, subject = "ours on the HttpClient 5 of hand-written")
    public Order oursOnHttpClient5(OursOnHttpClient5 ours, Arguments with) {
        return ours.client.api().find(with.id, with.view, with.trace);
    }

    @State(Scope.Benchmark)
    public static class HandWrittenShared {
        final HandWritten client = new HandWritten(new CannedHttpClient5(), TheCall.BASE);
    }

    @Benchmark
    @Row(benchmark = CALL, subject = "hand-written", decisive = true)
    public Order handWritten(HandWrittenShared peer, Arguments with) throws IOException {
        return peer.client.find(with.id, with.view, with.trace);
    }

    @State(Scope.Benchmark)
    public static class AvajeShared {
        final AvajeApi api = Peers.avaje(new CannedJdkClient());
    }

    @Benchmark
    @Row(benchmark = CALL, subject = "avaje")
    public Order avaje(AvajeShared peer, Arguments with) {
        return peer.api.find(with.id, with.view, with.trace);
    }

    @State(Scope.Benchmark)
    public static class RetrofitShared {
        final RetrofitApi api = Peers.retrofit(new CannedCalls());
    }

    @Benchmark
    @Row(benchmark = CALL, subject = "retrofit")
    public Order retrofit(RetrofitShared peer, Arguments with) throws IOException {
        return peer.api.find(with.id, with.view, with.trace).execute().body();
    }

    @State(Scope.Benchmark)
    public static class FeignShared {
        final FeignApi api = Peers.feign(new CannedFeign());
    }

    @Benchmark
    @Row(benchmark = CALL, subject = "feign")
    public Order feign(FeignShared peer, Arguments with) {
        return peer.api.find(with.id, with.view, with.trace);
    }

    @State(Scope.Benchmark)
    public static class SpringShared {
        final SpringApi api = Peers.spring(new CannedRequests());
    }

    @Benchmark
    @Row(benchmark = CALL, subject = "spring")
    public Order spring(SpringShared peer, Arguments with) {
        return peer.api.find(with.id, with.view, with.trace);
    }
}
