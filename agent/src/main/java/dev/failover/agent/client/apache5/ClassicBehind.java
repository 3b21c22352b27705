package dev.failover.agent.client.apache5;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Behind;
import dev.failover.agent.client.Revalidation;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.concurrent.CancellableDependency;
import org.apache.hc.core5.concurrent.ComplexCancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/** The program's request once more, by a connection of its own: it validates what has answered the program. */
final class ClassicBehind implements Behind.Work {
    private final AgentEngine engine;
    private final Hop hop;
    private final ExecChainHandler protocol;
    private final Copy request;
    private final ExecChain.Scope scope;
    private final ExecChain chain;
    private final Revalidation revalidation;

    private ClassicBehind(
            AgentEngine engine,
            Hop hop,
            ExecChainHandler protocol,
            Copy request,
            ExecChain.Scope scope,
            ExecChain chain,
            Revalidation revalidation) {
        this.engine = engine;
        this.hop = hop;
        this.protocol = protocol;
        this.request = request;
        this.scope = scope;
        this.chain = chain;
        this.revalidation = revalidation;
    }

    /** By the program's own thread, and before its request may be anything else. */
    static void start(
            AgentEngine engine,
            ExecChainHandler protocol,
            ClassicHttpRequest request,
            ExecChain.Scope scope,
            ExecChain chain,
            Revalidation revalidation) {
        Copy copy = new Copy(request);
        Hop hop = ClassicHop.of(engine, scope.route, copy);
        if (hop == null) {
            revalidation.close();
            return;
        }
        ExecChain.Scope own = new ExecChain.Scope(
                scope.exchangeId,
                scope.route,
                copy,
                scope.execRuntime.fork(copy),
                CopiedContext.of(scope.clientContext));
        Behind.start(engine, revalidation, new ClassicBehind(engine, hop, protocol, copy, own, chain, revalidation));
    }

    @Override
    public void run(Behind behind) throws IOException {
        try {
            Object[] answer = new ClassicCall(engine, hop, protocol, request, scope, chain, revalidation).execute();
            if (answer != null && answer[0] instanceof ClassicHttpResponse) {
                read((ClassicHttpResponse) answer[0]);
            }
        } finally {
            behind.end();
        }
    }

    /** Read to its end, it is stored. */
    private static void read(ClassicHttpResponse response) throws IOException {
        try (ClassicHttpResponse open = response) {
            HttpEntity body = open.getEntity();
            if (body instanceof RecordedEntity) {
                RecordedEntity recorded = (RecordedEntity) body;
                InputStream content = recorded.getContent();
                byte[] chunk = new byte[4096];
                while (recorded.isRecording() && content.read(chunk) >= 0) {
                    // The cache hears of it.
                }
            }
        }
    }

    @Override
    public void abort() {
        request.cancel();
    }

    /** A copy that can be broken off: nobody else knows it. */
    private static final class Copy extends BasicClassicHttpRequest implements CancellableDependency {
        private static final long serialVersionUID = 1;

        private final transient ComplexCancellable cancellable = new ComplexCancellable();

        Copy(ClassicHttpRequest request) {
            super(request.getMethod(), "/");
            setVersion(request.getVersion());
            setHeaders(request.getHeaders());
            setPath(request.getPath());
            setScheme(request.getScheme());
            setAuthority(request.getAuthority());
        }

        @Override
        public void setDependency(Cancellable working) {
            cancellable.setDependency(working);
        }

        @Override
        public boolean isCancelled() {
            return cancellable.isCancelled();
        }

        @Override
        public boolean cancel() {
            return cancellable.cancel();
        }
    }
}
