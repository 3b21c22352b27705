package dev.failover.agent.client.ahc;

import dev.failover.agent.client.Revalidation;
import io.netty.handler.codec.http.HttpHeaders;
import org.asynchttpclient.AsyncHandler;
import org.asynchttpclient.HttpResponseBodyPart;
import org.asynchttpclient.HttpResponseStatus;
import org.jspecify.annotations.Nullable;

/** For a call that nobody waits for: read to its end, its response is stored. */
final class Unheard implements AsyncHandler<Object> {
    private final Revalidation revalidation;

    Unheard(Revalidation revalidation) {
        this.revalidation = revalidation;
    }

    @Override
    public State onStatusReceived(HttpResponseStatus status) {
        return State.CONTINUE;
    }

    @Override
    public State onHeadersReceived(HttpHeaders headers) {
        return State.CONTINUE;
    }

    @Override
    public State onBodyPartReceived(HttpResponseBodyPart part) {
        return State.CONTINUE;
    }

    @Override
    public void onThrowable(Throwable failure) {
        revalidation.close();
    }

    @Override
    @SuppressWarnings("NullAway") // nobody asks for it
    public @Nullable Object onCompleted() {
        revalidation.close();
        return null;
    }
}
