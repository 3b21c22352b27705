package dev.failover.agent.client.okhttp;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Answers;
import dev.failover.agent.client.BlockingCall;
import dev.failover.agent.client.CacheAdapter;
import dev.failover.agent.client.Route;
import dev.failover.agent.client.UnknownUser;
import dev.failover.call.Attempt;
import dev.failover.call.Outcome;
import dev.failover.endpoint.Endpoint;
import dev.failover.http.Headers;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownServiceException;
import java.util.List;
import java.util.Objects;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * A call of OkHttp from where the program's own interceptors end: on the program's thread, or on the one that the client's
 * dispatcher has given to an enqueued call. Attempts are made by the rest of the chain, so that cancelling the call, its
 * time-out and its listeners mean all of them.
 */
final class OkHttpCall extends BlockingCall<Response> {
    private static final String CANCELED = "Canceled";

    private final Following following;
    private final Request request;
    private @Nullable OkHttpCache cache;
    private volatile @Nullable OkHttpAttempt latest;
    private boolean bodyUsed;
    /** Whether the answer is too long, or too slow, to be kept while another one is asked for. */
    private boolean tooLong;

    /** Its thread was interrupted: the program gets what OkHttp says to that, not an answer that was kept. */
    private static final class Interrupted extends InterruptedException {
        private static final long serialVersionUID = 1;

        final Exception said;

        Interrupted(Exception said) {
            this.said = said;
        }
    }

    OkHttpCall(AgentEngine engine, Route route, Following following, Request request) {
        super(engine, route);
        this.following = following;
        this.request = request;
    }

    @Override
    protected boolean isIdempotent() {
        return Requests.isIdempotent(request);
    }

    @Override
    protected boolean isBodyRepeatable() {
        return !tooLong && (!bodyUsed || Bodies.isRepeatable(request.body()));
    }

    /** Not where nobody can tell as whom the client asks. */
    @Override
    protected @Nullable CacheAdapter<Response> cacheAdapter() {
        Headers asked = UnknownUser.fields(OkHttpCache.fields(request, following.cookies()), request.method());
        cache = asked == null ? null : new OkHttpCache(request, asked, following);
        return cache;
    }

    @Override
    protected void prepare(Attempt attempt) {
        Request request = asked();
        Interceptor.Chain bounded = following.within(attempt.connectTimeoutNanos(), attempt.timeoutNanos());
        Endpoint endpoint = attempt.endpoint();
        boolean asItIs = route().service().isObserving() || route().isAddressed(endpoint);
        Detour detour = asItIs ? null : new Detour(engine(), route(), endpoint, request);
        latest = new OkHttpAttempt(following, bounded, detour == null ? request : detour.request(), detour);
    }

    /** The program's request, with the conditions of the cache if it has any. */
    private Request asked() {
        return cache == null ? request : cache.asked();
    }

    @Override
    protected Response send(Attempt attempt) throws IOException, InterruptedException {
        OkHttpAttempt tried = Objects.requireNonNull(latest, "prepared");
        try {
            return received(attempt, tried, tried.run());
        } catch (InterruptedException interrupted) {
            throw new Interrupted(interrupted);
        } catch (IOException failure) {
            if (!isGivenUp() && kindOf(failure) == Outcome.Kind.CANCELLED) {
                throw new Interrupted(failure);
            }
            throw failure;
        } finally {
            bodyUsed |= tried.isSent();
        }
    }

    private Response received(Attempt attempt, OkHttpAttempt tried, Response response) throws IOException {
        Detour detour = tried.detour();
        Response shown = detour == null ? response : detour.forProgram(response);
        if (asked() != request && shown.priorResponse() == null) {
            shown = shown.newBuilder().request(request).build();
        }
        if (Answers.mayBeDropped(route().service(), attempt, status(shown)) && Bodies.isRepeatable(request.body())) {
            Response kept = Answer.kept(shown, engine());
            if (kept != null) {
                return kept;
            }
            tooLong = true;
        }
        if (tried.readTimeoutMillis() != following.readTimeoutMillis()) {
            Answer.restoreReadTimeout(shown, tried.connection(), following.readTimeoutMillis());
        }
        return shown;
    }

    @Override
    public long ownTimeoutNanos() {
        return following.callTimeoutNanos();
    }

    @Override
    protected void abort() {
        OkHttpAttempt attempt = latest;
        if (attempt != null) {
            attempt.breakOff();
        }
    }

    /** What no server has said, because it lay in the cache or had to, is no failure of one. */
    @Override
    protected int status(Response response) {
        return response.networkResponse() == null ? 0 : response.code();
    }

    @Override
    protected List<String> headers(Response response, String name) {
        return response.headers(name);
    }

    /** OkHttp itself reads on for a moment, so that the connection can be kept. */
    @Override
    protected void drop(Response response) {
        ResponseBody body = response.body();
        if (body != null) {
            try {
                body.close();
            } catch (RuntimeException broken) {
                // There is nothing more to let go of.
            }
        }
    }

    @Override
    protected Outcome.Kind kindOf(Throwable failure) {
        if (failure instanceof IOException && CANCELED.equals(failure.getMessage())) {
            return Outcome.Kind.CANCELLED;
        }
        if (Bodies.isAtFault(failure) || Authentication.isAtFault(failure) || Interceptors.isAtFault(failure)) {
            return Outcome.Kind.LOCAL;
        }
        if (failure instanceof UnknownServiceException || isGoneRoundInCircles(failure)) {
            // The program does not allow such a connection, wherever it goes; or the servers have answered, often.
            return Outcome.Kind.LOCAL;
        }
        Outcome.Kind kind = super.kindOf(failure);
        OkHttpAttempt attempt = latest;
        boolean sent = attempt == null || attempt.isSent();
        if (kind == Outcome.Kind.CONNECT && sent) {
            // OkHttp began again by itself, or followed a redirect: the request was out before.
            return Outcome.Kind.IO;
        }
        boolean ofNetwork = kind == Outcome.Kind.IO || kind == Outcome.Kind.TIMEOUT;
        return ofNetwork && !sent ? Outcome.Kind.CONNECT : kind;
    }

    @Override
    protected boolean connectsInOwnTime() {
        return following.connectsInOwnTime();
    }

    private static boolean isGoneRoundInCircles(Throwable failure) {
        String message = failure instanceof ProtocolException ? failure.getMessage() : null;
        return message != null && message.startsWith("Too many follow-up requests");
    }

    @Override
    protected boolean isGivenUp() {
        return following.isCanceled();
    }

    @Override
    protected Throwable aborted() {
        return new IOException(CANCELED);
    }

    @Override
    protected Throwable interrupted(InterruptedException interrupted) {
        return interrupted instanceof Interrupted ? ((Interrupted) interrupted).said : super.interrupted(interrupted);
    }

    @Override
    protected Throwable refused(String why) {
        return new ConnectException(why);
    }

    @Override
    protected Throwable timedOut(Throwable consequence) {
        SocketTimeoutException timeout = new SocketTimeoutException("timeout");
        timeout.initCause(consequence);
        return timeout;
    }
}
