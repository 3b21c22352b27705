package dev.failover.agent.client.jetty12;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Answers;
import dev.failover.agent.client.CacheAdapter;
import dev.failover.agent.client.Route;
import dev.failover.agent.client.jetty.Ended;
import dev.failover.agent.client.jetty.Gate;
import dev.failover.agent.client.jetty.JettyCache;
import dev.failover.agent.client.jetty.JettyCall;
import dev.failover.call.AsyncDriver;
import dev.failover.call.Attempt;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.client.transport.HttpResponse;
import org.eclipse.jetty.client.transport.ResponseListeners;
import org.jspecify.annotations.Nullable;

/** A call by Jetty's client 12. */
final class JettyCall12 extends JettyCall<ResponseGate12> implements Function<Object, @Nullable Object> {
    private final Asked12 asked;
    /** What an exchange of the program's own request tells. */
    private volatile @Nullable ResponseListeners ofOwn;
    /** Null as long as nobody is told of anything that is not the response to the program's own call. */
    private volatile @Nullable ResponseListeners listeners;

    JettyCall12(AgentEngine engine, Asked12 asked) {
        super(engine);
        this.asked = asked;
    }

    @Override
    protected Route route() {
        return asked.route();
    }

    /** What the woven method throws, or that it is done; null to run the program's own call. */
    Object @Nullable [] run(HttpConversation conversation) {
        conversation.setAttribute(MARK, this);
        switch (begin()) {
            case NOT:
                conversation.removeAttribute(MARK);
                return null;
            case BY_ITSELF:
                return null;
            case YES:
                break;
        }
        Throwable refused = thrownAtOnce();
        return refused == null ? Answers.returned(null) : Answers.thrown(refused);
    }

    /** The listeners of the program's own request; null for its own. */
    @Override
    public @Nullable Object apply(Object request) {
        return request == asked.request() ? ofOwn : null;
    }

    HttpClient client() {
        return asked.client();
    }

    /** The program's. */
    ResponseListeners listeners() {
        ResponseListeners there = listeners;
        if (there != null) {
            return there;
        }
        if (goesOnItself() && !asked.request().getConversation().getExchanges().isEmpty()) {
            // The client has added the one of the call.
            return asked.listenersOfRequest();
        }
        ResponseListeners made = asked.listenersOfCall();
        listeners = made;
        return made;
    }

    boolean hasBody() {
        return asked.body() != null;
    }

    @Override
    protected @Nullable CacheAdapter<Gate> cacheAdapter() {
        return JettyCache.of(this, new CachedRequest12(this, asked));
    }

    @Override
    protected boolean isIdempotent() {
        return asked.isIdempotent() && asked.isBodyRepeatable();
    }

    @Override
    protected boolean isBodyRepeatable() {
        return asked.isBodyRepeatable();
    }

    /** A body is there for one attempt at a time: the next one waits until the client has let go of it. */
    @Override
    public boolean timesAttempts() {
        return hasBody();
    }

    @Override
    protected boolean isAsWritten(Attempt attempt) {
        return asked.isAsWritten(attempt.endpoint());
    }

    @Override
    protected long timeoutNanos() {
        return asked.timeoutNanos();
    }

    @Override
    protected ResponseGate12 prepare(Attempt attempt, AsyncDriver.Report<Gate> report, boolean own) {
        HttpRequest request = own ? asked.request() : asked.copyFor(attempt.endpoint(), elapsedNanos(), conditions());
        if (own && attempt.number() > 1) {
            asked.rewindBody();
        }
        ResponseGate12 gate = new ResponseGate12(this, attempt, report, request, own);
        if (own) {
            ofOwn = new ResponseListeners(gate);
        }
        if (hasBody()) {
            gate.watchBody();
        }
        return gate;
    }

    @Override
    protected void send(ResponseGate12 gate) {
        gate.request().send(gate.isOwn() ? null : gate);
    }

    @Override
    protected Executor executor() {
        return asked.client().getExecutor();
    }

    @Override
    protected Class<?> requestClass() {
        return HttpRequest.class;
    }

    @Override
    protected String requestName() {
        return "client.transport.HttpRequest";
    }

    @Override
    protected void failBody(Throwable why) {
        Request.Content body = asked.body();
        if (body != null) {
            body.fail(why);
        }
    }

    @Override
    protected void tell(Throwable failure) {
        Result result = resultOf(failure);
        listeners().notifyFailure(result.getResponse(), failure);
        listeners().notifyComplete(result);
    }

    /** What the client itself made of it, else the same. */
    private Result resultOf(Throwable failure) {
        for (Ended<ResponseGate12> each = ended(); each != null; each = each.before()) {
            Result result = each.gate().result();
            if (result != null && result.getFailure() == failure) {
                return result;
            }
        }
        HttpRequest request = asked.request();
        return new Result(request, failure, new HttpResponse(request), failure);
    }
}
