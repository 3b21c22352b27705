package dev.failover.agent.client.apache5;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Behind;
import dev.failover.agent.client.Revalidation;
import java.io.IOException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecRuntime;
import org.apache.hc.core5.concurrent.ComplexCancellable;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncDataConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.jspecify.annotations.Nullable;

/** The program's request once more, by a connection of its own: it validates what has answered the program. */
final class AsyncBehind implements Behind.Work {
    private final AgentEngine engine;
    private final AsyncSteps steps;
    private final ComplexCancellable cancellable;
    private final Revalidation revalidation;

    private AsyncBehind(
            AgentEngine engine, AsyncSteps steps, ComplexCancellable cancellable, Revalidation revalidation) {
        this.engine = engine;
        this.steps = steps;
        this.cancellable = cancellable;
        this.revalidation = revalidation;
    }

    /** Before the program's request may be anything else. */
    static void start(AgentEngine engine, AsyncSteps programs, Revalidation revalidation) {
        ComplexCancellable cancellable = new ComplexCancellable();
        AsyncSteps own = programs.copy(engine, cancellable);
        if (own == null) {
            revalidation.close();
        } else {
            Behind.start(engine, revalidation, new AsyncBehind(engine, own, cancellable, revalidation));
        }
    }

    @Override
    public void run(Behind behind) {
        ChainCall call = new ChainCall(engine, steps, new Nobody(steps.scope(), behind)) {
            @Override
            Revalidation revalidation() {
                return revalidation;
            }
        };
        if (!call.begin()) {
            behind.end();
        }
    }

    @Override
    public void abort() {
        cancellable.cancel();
    }

    /** Whoever reads what the program does not get: read to its end, it is stored. */
    private static final class Nobody implements AsyncExecCallback, AsyncDataConsumer {
        private final AsyncExecRuntime runtime;
        private final Behind behind;

        Nobody(AsyncExecChain.Scope scope, Behind behind) {
            runtime = scope.execRuntime;
            this.behind = behind;
        }

        @Override
        public AsyncDataConsumer handleResponse(HttpResponse response, @Nullable EntityDetails details) {
            return this;
        }

        @Override
        public void handleInformationResponse(HttpResponse response) {
            // There will be another one.
        }

        @Override
        public void completed() {
            runtime.releaseEndpoint();
            behind.end();
        }

        @Override
        public void failed(Exception failure) {
            runtime.discardEndpoint();
            behind.end();
        }

        @Override
        public void updateCapacity(CapacityChannel channel) throws IOException {
            channel.update(Integer.MAX_VALUE);
        }

        @Override
        public void consume(ByteBuffer bytes) {
            // By the class that Java 8 knows the method of.
            ((Buffer) bytes).position(bytes.limit());
        }

        @Override
        public void streamEnd(@Nullable List<? extends Header> trailers) {
            // Its completion is told apart.
        }

        @Override
        public void releaseResources() {
            // There are none.
        }
    }
}
