package dev.failover.agent.client.vertx;

import dev.failover.agent.client.Answers;
import dev.failover.agent.client.ShortHandler;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.StreamResetException;
import org.jspecify.annotations.Nullable;

/** The program gives its request up: so the call is, and whichever request of ours carries it out. */
public final class VertxReset extends ShortHandler {
    @Override
    public Object @Nullable [] enter(
            @Nullable Object request, @Nullable Object code, @Nullable Object cause, @Nullable Object c) {
        Handed handed = OwnAttempt.isBreakingOff(request) ? null : HandedRequests.of(request);
        if (handed == null || handed.isGivenUp()) {
            return null;
        }
        long number = code instanceof Long ? (Long) code : 0;
        Throwable why = cause instanceof Throwable ? (Throwable) cause : null;
        HttpClientRequest answeredBy = handed.answeredBy();
        if (answeredBy != null) {
            Object done = Versions.reset(answeredBy, number, why);
            return code == null ? null : Answers.returned(done);
        }
        boolean clientTells = handed.giveUp();
        handed.call()
                .giveUp(
                        clientTells
                                ? null
                                : why == null
                                        ? new StreamResetException(number)
                                        : new StreamResetException(number, why));
        return null;
    }
}
