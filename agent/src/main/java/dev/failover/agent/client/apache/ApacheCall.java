package dev.failover.agent.client.apache;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Answers;
import dev.failover.agent.client.BlockingCall;
import dev.failover.agent.client.BodyFaults;
import dev.failover.agent.client.Drain;
import dev.failover.agent.client.ReadAhead;
import dev.failover.agent.client.Revalidation;
import dev.failover.call.Attempt;
import dev.failover.call.Outcome;
import dev.failover.endpoint.Endpoint;
import dev.failover.http.Headers;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.util.List;
import java.util.Objects;
import org.apache.http.HttpEntity;
import org.apache.http.HttpHost;
import org.apache.http.HttpResponse;
import org.apache.http.client.HttpClient;
import org.apache.http.client.RedirectException;
import org.apache.http.conn.ConnectionReleaseTrigger;
import org.apache.http.conn.HttpHostConnectException;
import org.apache.http.protocol.BasicHttpContext;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Carries out {@code execute} of an Apache HttpClient 4, by that client's own {@code execute}. */
public abstract class ApacheCall extends BlockingCall<HttpResponse> {
    /** Set by the client when it begins to send the head of a request. */
    private static final String SENT = "http.request_sent";

    private static final String OWN = own();
    private static final BodyFaults FAULTS = new BodyFaults(
            name -> name.startsWith(OWN),
            "writeTo",
            name -> name.startsWith(OWN) && (name.endsWith("OutputStream") || name.contains("SessionOutputBuffer")));

    private final HttpClient client;
    private final Requested requested;
    private final @Nullable HttpContext programs;
    private final @Nullable Revalidation revalidation;
    private @Nullable HttpContext context;
    private HttpHost target;
    private volatile @Nullable AttemptRequest current;
    private Headers conditions = Headers.EMPTY;
    /** Whether the latest answer, too long to be held, has the connection that another attempt might wait for. */
    private boolean keepsConnection;

    /** @param revalidation what the call is made for; null when it is the program's own */
    protected ApacheCall(
            AgentEngine engine,
            HttpClient client,
            Requested requested,
            @Nullable HttpContext context,
            @Nullable Revalidation revalidation) {
        super(engine, requested.route());
        this.revalidation = revalidation;
        this.client = client;
        this.requested = requested;
        this.programs = context;
        this.target = requested.target();
        this.context = context;
    }

    protected final Requested requested() {
        return requested;
    }

    final AgentEngine ofEngine() {
        return engine();
    }

    final @Nullable HttpContext programs() {
        return programs;
    }

    final @Nullable Revalidation revalidation() {
        return revalidation;
    }

    /** Whether the client has connections for several requests at once: one that has one at a time takes it from the program. */
    protected abstract boolean hasPool();

    /** The same call by a copy of its request. */
    protected abstract ApacheCall again(Requested copied, @Nullable HttpContext own, Revalidation made);

    /** The package of what the client does by itself, with a dot. */
    private static String own() {
        String name = HttpEntity.class.getName();
        return name.substring(0, name.lastIndexOf('.') + 1) + "impl.";
    }

    protected final HttpClient client() {
        return client;
    }

    /** The program's; where it has none, one of the latest attempt's own. */
    protected final HttpContext context() {
        HttpContext known = context;
        if (known == null) {
            known = new BasicHttpContext();
            context = known;
        }
        return known;
    }

    /** The request of an attempt, and the host to connect to. */
    protected abstract AttemptRequest request(Attempt attempt, boolean own) throws IOException;

    /** The host to connect to for an endpoint, in its own name or in that of the program's host. */
    protected abstract HttpHost target(Endpoint endpoint, boolean own);

    /** Whether a request would go by a proxy, which does not care for the address that we would connect to. */
    protected abstract boolean isProxied(HttpHost target);

    @Override
    protected final boolean isIdempotent() {
        return requested.isIdempotent();
    }

    @Override
    protected final boolean isBodyRepeatable() {
        return (requested.isBodyRepeatable() || !wasSent()) && !keepsConnection;
    }

    private boolean wasSent() {
        return context != null && context.getAttribute(SENT) != null;
    }

    /** A response of the kind that this version of the client has: from some on they can be closed. */
    protected abstract HttpResponse closing(HttpResponse response, Runnable onClose);

    /** The request that the client was given, of the one that it has sent last. */
    protected abstract @Nullable Object original(Object sent);

    /** Whether the latest answer is to the very request of the attempt, and not to one to which a redirect has led. */
    final boolean isOfAttempt() {
        Object sent = context().getAttribute("http.request");
        return sent != null && (sent == current || original(sent) == current);
    }

    /** What the requests of attempts have in their heads besides, from now on. */
    protected final void have(Headers more) {
        conditions = more;
    }

    @Override
    protected final void prepare(Attempt attempt) throws IOException {
        Endpoint endpoint = attempt.endpoint();
        boolean asWritten = requested.isAsWritten(endpoint);
        boolean own = !asWritten && !(requested.keepsName(endpoint) && !isProxied(target(endpoint, false)));
        target = asWritten ? requested.target() : target(endpoint, own);
        AttemptRequest made = request(attempt, own);
        for (int i = 0; i < conditions.size(); i++) {
            made.addHeader(conditions.name(i), conditions.value(i));
        }
        current = made;
        if (programs == null) {
            context = null;
        } else {
            programs.removeAttribute(SENT);
        }
    }

    @Override
    protected final HttpResponse send(Attempt attempt) throws IOException {
        AttemptRequest sent = Objects.requireNonNull(current, "prepared");
        HttpResponse response = client.execute(target, sent, context());
        HttpEntity body = response.getEntity();
        if (body != null && mayBeDropped(attempt, status(response))) {
            HeldEntity held = new HeldEntity(body, ReadAhead.of(engine(), body.getContent(), sent::breakOff));
            keepsConnection = !held.isWhole();
            response.setEntity(held);
        }
        return response;
    }

    private boolean mayBeDropped(Attempt attempt, int status) {
        return Answers.mayBeDropped(route().service(), attempt, status) && requested.isBodyRepeatable();
    }

    @Override
    protected final void abort() {
        AttemptRequest request = current;
        if (request != null) {
            request.breakOff();
        }
    }

    @Override
    protected final boolean isGivenUp() {
        return requested.isAborted();
    }

    @Override
    protected final int status(HttpResponse response) {
        return response.getStatusLine().getStatusCode();
    }

    @Override
    protected final List<String> headers(HttpResponse response, String name) {
        return Fields.lines(response, name);
    }

    @Override
    protected final Outcome.Kind kindOf(Throwable failure) {
        if (failure instanceof RedirectException || failure.getCause() instanceof RedirectException) {
            // It had answers enough.
            return Outcome.Kind.LOCAL;
        }
        if (FAULTS.isOfBody(failure)) {
            return Outcome.Kind.LOCAL;
        }
        Outcome.Kind kind = super.kindOf(failure);
        // A redirect, or another try of the client itself: the request was out before.
        return kind == Outcome.Kind.CONNECT && wasSent() ? Outcome.Kind.IO : kind;
    }

    @Override
    protected final void drop(HttpResponse response) {
        try {
            HttpEntity body = response.getEntity();
            InputStream content = body == null ? null : body.getContent();
            if (content != null && !Drain.toEnd(engine(), content, () -> breakOff(response, content))) {
                breakOff(response, content);
            }
            if (response instanceof Closeable) {
                ((Closeable) response).close();
            }
        } catch (IOException | RuntimeException unreadable) {
            abort();
        }
    }

    private static void breakOff(HttpResponse response, InputStream content) {
        try {
            if (content instanceof ConnectionReleaseTrigger) {
                ((ConnectionReleaseTrigger) content).abortConnection();
            } else if (response instanceof Closeable) {
                ((Closeable) response).close();
            } else {
                content.close();
            }
        } catch (IOException closedAnyway) {
            // That was the purpose.
        }
    }

    @Override
    protected final Throwable refused(String why) {
        return new HttpHostConnectException(target, new ConnectException(why));
    }
}
