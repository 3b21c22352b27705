package dev.failover.agent.client.ahc;

import dev.failover.agent.client.Reasons;
import dev.failover.cache.CachedAnswer;
import dev.failover.http.Headers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.concurrent.RejectedExecutionException;
import org.asynchttpclient.AsyncHandler;
import org.asynchttpclient.ListenableFuture;
import org.asynchttpclient.netty.NettyResponseStatus;
import org.jspecify.annotations.Nullable;

/** A response that no endpoint gave. The program's handler hears of it on a thread of the client that reads. */
final class StoredAnswer<T> implements AhcAnswer<T> {
    private final AhcCall<T> call;
    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;

    private StoredAnswer(AhcCall<T> call, int status, HttpHeaders headers, byte[] body) {
        this.call = call;
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    static <T> StoredAnswer<T> of(AhcCall<T> call, CachedAnswer answer) {
        HttpHeaders headers = new DefaultHttpHeaders(false);
        Headers stored = answer.headers();
        for (int i = 0; i < stored.size(); i++) {
            headers.add(stored.name(i), stored.value(i));
        }
        // The program may write to what it gets.
        byte[] body = Decoding.decoded(call.client().getConfig(), headers, answer.body());
        return new StoredAnswer<>(
                call, answer.status(), headers, body == answer.body() && body.length > 0 ? body.clone() : body);
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public HttpHeaders headers() {
        return headers;
    }

    @Override
    public void pass() {
        try {
            call.client().getEventLoopGroup().next().execute(this::tell);
        } catch (RejectedExecutionException closed) {
            tell();
        }
    }

    private void tell() {
        if (call.answer().isDone()) {
            return;
        }
        try {
            AsyncHandler<T> programs = call.handler();
            if (tellHead(programs) && !call.answer().isDone()) {
                tellBody(programs);
            }
            if (!call.answer().isDone()) {
                call.answer().complete(programs.onCompleted());
            }
        } catch (Throwable programsOwn) {
            call.fail(programsOwn);
        }
    }

    /** @return whether the program wants more of it */
    private boolean tellHead(AsyncHandler<T> programs) throws Exception {
        DefaultHttpResponse head = new DefaultHttpResponse(
                HttpVersion.HTTP_1_1, new HttpResponseStatus(status, Reasons.of(status)), headers);
        NettyResponseStatus line = new NettyResponseStatus(call.request().getUri(), head, null);
        return programs.onStatusReceived(line) != AsyncHandler.State.ABORT
                && programs.onHeadersReceived(headers) != AsyncHandler.State.ABORT;
    }

    private void tellBody(AsyncHandler<T> programs) throws Exception {
        ByteBuf buffer = Unpooled.wrappedBuffer(body);
        try {
            programs.onBodyPartReceived(
                    call.client().getConfig().getResponseBodyPartFactory().newResponseBodyPart(buffer, true));
        } finally {
            // As those of the network, which live no longer than the call of the handler.
            buffer.release();
        }
    }

    @Override
    public void drop() {
        // It has no connection.
    }

    @Override
    public void breakOff() {
        // It is told no further once the call has ended.
    }

    @Override
    public void forget() {
        // It is stored already.
    }

    @Override
    public @Nullable ListenableFuture<T> clients() {
        return null;
    }
}
