package dev.failover.agent.client.jetty9;

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
import java.util.List;
import java.util.concurrent.Executor;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpConversation;
import org.eclipse.jetty.client.HttpRequest;
import org.eclipse.jetty.client.HttpResponse;
import org.eclipse.jetty.client.ResponseNotifier;
import org.eclipse.jetty.client.api.Response;
import org.eclipse.jetty.client.api.Result;
import org.jspecify.annotations.Nullable;

/** A call by Jetty's client 9.4 to 11. */
final class JettyCall9 extends JettyCall<ResponseGate> {
    private final Asked asked;

    JettyCall9(AgentEngine engine, Asked asked) {
        super(engine);
        this.asked = asked;
    }

    @Override
    protected Route route() {
        return asked.route();
    }

    /** What the woven method throws, or that it is done; null to run the program's own call. */
    Object @Nullable [] run() {
        if (route().hasCache()) {
            mark();
        }
        switch (begin()) {
            case NOT:
                conversation().removeAttribute(MARK);
                return null;
            case BY_ITSELF:
                return null;
            case YES:
                break;
        }
        mark();
        Throwable refused = thrownAtOnce();
        return refused == null ? Answers.returned(null) : Answers.thrown(refused);
    }

    /**
     * Lets the call be found from the program's request. As long as that is the only attempt its listener does the same, and
     * the client need not keep an attribute.
     */
    private void mark() {
        conversation().setAttribute(MARK, this);
        hearOfEarlyAbort();
    }

    /** The program may have broken its request off when nothing led to this call yet; the same once more does no harm. */
    void hearOfEarlyAbort() {
        Object cause = conversation().getAttribute(JettyAbort.EARLY);
        if (cause instanceof Throwable) {
            brokenOff((Throwable) cause, true);
        }
    }

    private HttpConversation conversation() {
        return Versions.conversation(asked.request());
    }

    HttpClient client() {
        return asked.client();
    }

    List<Response.ResponseListener> listeners() {
        return asked.listeners();
    }

    int listenerCount() {
        return asked.listenerCount();
    }

    Response.@Nullable ResponseListener listener() {
        return asked.listener();
    }

    @Override
    protected @Nullable CacheAdapter<Gate> cacheAdapter() {
        return JettyCache.of(this, new CachedRequest(this, asked));
    }

    @Override
    protected boolean isIdempotent() {
        return asked.isIdempotent() && asked.isBodyRepeatable();
    }

    @Override
    protected boolean isBodyRepeatable() {
        return asked.isBodyRepeatable();
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
    protected ResponseGate prepare(Attempt attempt, AsyncDriver.Report<Gate> report, boolean own) {
        if (!own) {
            mark();
        }
        AttemptRequest copy = own ? null : asked.copyFor(attempt.endpoint(), elapsedNanos(), conditions());
        ResponseGate gate = new ResponseGate(this, attempt, report, copy == null ? asked.request() : copy, own);
        if (copy == null) {
            asked.listen(gate);
        } else {
            copy.listen(gate.places());
        }
        return gate;
    }

    @Override
    protected void send(ResponseGate gate) {
        if (gate.isOwn()) {
            mark();
        }
        gate.request().send(null);
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
        return "client.HttpRequest";
    }

    @Override
    protected void restore() {
        for (Ended<ResponseGate> each = ended(); each != null; each = each.before()) {
            if (each.gate().isOwn()) {
                asked.listenAsBefore();
            }
        }
    }

    @Override
    protected void failBody(Throwable why) {
        asked.request().abort(why);
        Versions.failBody(asked.request(), why);
    }

    @Override
    protected void tell(Throwable failure) {
        Result result = resultOf(failure);
        ResponseNotifier notifier = new ResponseNotifier();
        notifier.notifyFailure(listeners(), result.getResponse(), failure);
        notifier.notifyComplete(listeners(), result);
    }

    /** What the client itself made of it, else the same. */
    private Result resultOf(Throwable failure) {
        for (Ended<ResponseGate> each = ended(); each != null; each = each.before()) {
            Result result = each.gate().result();
            if (result != null && result.getFailure() == failure) {
                return result;
            }
        }
        HttpRequest request = asked.request();
        return new Result(request, failure, new HttpResponse(request, listeners()), failure);
    }
}
