package dev.failover.bench.stub;

import dev.failover.bench.Row;
import java.io.IOException;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The same call on open loopback connections to a process of its own. Its wall time is mostly the other process's; what is
 * judged is the CPU time of the client. One thread: with two the server would fight them for the cores.
 */
public class LoopbackBenchmarks {
    private static final String LOOPBACK = "loopback-call";

    @State(Scope.Benchmark)
    public static class OursShared {
        private final ServerProcess server = new ServerProcess();
        final OursClient client = OursClient.to(server.port());

        @TearDown
        public void close() {
            client.close();
            server.close();
        }
    }

    @Benchmark
    @Row(benchmark = LOOPBACK, subject = "ours", decisive = true, maxThreads = 1)
    public Order ours(OursShared ours, Arguments with) {
        return ours.client.api().find(with.id, with.view, with.trace);
    }

    @State(Scope.Benchmark)
    public static class Lean {
        private final ServerProcess server = new ServerProcess();
        private final CloseableHttpClient http = HttpClients5.lean();
        final HandWritten client = new HandWritten(http, server.url());

        @TearDown
        public void close() throws IOException {
            http.close();
            server.close();
        }
    }

    @Benchmark
    @Row(benchmark = LOOPBACK, subject = "hand-written", decisive = true, maxThreads = 1)
    public Order handWritten(Lean peer, Arguments with) throws IOException {
        return peer.client.find(with.id, with.view, with.trace);
    }

    @State(Scope.Benchmark)
    public static class AsItComes {
        private final ServerProcess server = new ServerProcess();
        private final CloseableHttpClient http = HttpClients5.asItComes();
        final HandWritten client = new HandWritten(http, server.url());

        @TearDown
        public void close() throws IOException {
            http.close();
            server.close();
        }
    }

    @Benchmark
    @Row(benchmark = LOOPBACK, subject = "hand-written on HttpClients.createDefault()", maxThreads = 1)
    public Order onDefaultClient(AsItComes peer, Arguments with) throws IOException {
        return peer.client.find(with.id, with.view, with.trace);
    }
}
