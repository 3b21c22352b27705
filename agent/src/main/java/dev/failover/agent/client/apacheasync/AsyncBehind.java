package dev.failover.agent.client.apacheasync;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Behind;
import dev.failover.agent.client.Revalidation;
import dev.failover.agent.client.apache.CopiedContext;
import dev.failover.agent.client.apache.RequestCopy;
import dev.failover.agent.client.apache.Requested;
import java.io.IOException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import org.apache.http.HttpEntity;
import org.apache.http.HttpResponse;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.Configurable;
import org.apache.http.concurrent.FutureCallback;
import org.apache.http.entity.ContentType;
import org.apache.http.nio.ContentDecoder;
import org.apache.http.nio.IOControl;
import org.apache.http.nio.client.methods.HttpAsyncMethods;
import org.apache.http.nio.protocol.AbstractAsyncResponseConsumer;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** The program's request once more, by another connection of its client: it validates what has answered the program. */
final class AsyncBehind implements Behind.Work {
    private final AgentEngine engine;
    private final AttemptRequests requests;
    private final Revalidation revalidation;
    private volatile @Nullable AsyncHttpCall<?> call;

    private AsyncBehind(AgentEngine engine, AttemptRequests requests, Revalidation revalidation) {
        this.engine = engine;
        this.requests = requests;
        this.revalidation = revalidation;
    }

    /** By the program's own thread, and before its request may be anything else. */
    static void start(AgentEngine engine, AttemptRequests programs, Revalidation revalidation) {
        AttemptRequests own = programs.by(new Copy(programs), CopiedContext.of(programs.context()));
        AsyncBehind behind = new AsyncBehind(engine, own, revalidation);
        Behind.start(engine, revalidation, behind);
    }

    @Override
    public void run(Behind behind) {
        ProgramSide<Boolean> nobodys = new ProgramSide<>(
                HttpAsyncMethods.create(requests.target(), requests.request()), new Nobody(), new End(behind));
        AsyncHttpCall<Boolean> own = new AsyncHttpCall<Boolean>(engine, requests, nobodys) {
            @Override
            Revalidation revalidation() {
                return revalidation;
            }
        };
        call = own;
        Object[] answer = own.run();
        if (answer == null || answer[1] != null) {
            behind.end();
        }
    }

    @Override
    public void abort() {
        AsyncHttpCall<?> begun = call;
        if (begun != null) {
            begun.program().cancel(true);
        }
    }

    /** With the program's own configuration. */
    private static final class Copy extends RequestCopy implements Configurable {
        private final @Nullable RequestConfig config;

        Copy(Requested programs) {
            super(programs);
            config =
                    programs.request() instanceof Configurable ? ((Configurable) programs.request()).getConfig() : null;
        }

        @Override
        @SuppressWarnings("NullAway") // null where the client has to decide
        public RequestConfig getConfig() {
            return config;
        }
    }

    private static final class End implements FutureCallback<Boolean> {
        private final Behind behind;

        End(Behind behind) {
            this.behind = behind;
        }

        @Override
        public void completed(Boolean result) {
            behind.end();
        }

        @Override
        public void failed(Exception failure) {
            behind.end();
        }

        @Override
        public void cancelled() {
            behind.end();
        }
    }

    /** Whoever reads what the program does not get: read to its end, it is stored. */
    private static final class Nobody extends AbstractAsyncResponseConsumer<Boolean> {
        private final ByteBuffer read = ByteBuffer.allocate(4096);

        @Override
        protected void onResponseReceived(HttpResponse response) {
            // The cache has seen it.
        }

        @Override
        protected void onEntityEnclosed(HttpEntity entity, @Nullable ContentType type) {
            // Whatever it is.
        }

        @Override
        protected void onContentReceived(ContentDecoder decoder, IOControl control) throws IOException {
            do {
                // By the class that Java 8 knows the method of.
                ((Buffer) read).clear();
            } while (decoder.read(read) > 0);
        }

        @Override
        protected Boolean buildResult(HttpContext context) {
            return true;
        }

        @Override
        protected void releaseResources() {
            // There are none.
        }
    }
}
