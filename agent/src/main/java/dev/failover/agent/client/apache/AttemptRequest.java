package dev.failover.agent.client.apache;

import java.net.URI;
import org.apache.http.HttpRequest;
import org.apache.http.ProtocolVersion;
import org.apache.http.RequestLine;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.message.BasicRequestLine;
import org.apache.http.params.HttpParams;

/**
 * The program's request as one attempt sends it. Its class is also the mark by which the agent knows its own attempts.
 * Breaking the program's request off breaks this one off, but not the other way round.
 */
public abstract class AttemptRequest extends LentHead implements HttpUriRequest {
    private final Requested requested;
    private final URI uri;
    private volatile boolean brokenOff;

    protected AttemptRequest(Requested requested, URI uri) {
        super(requested.request());
        this.requested = requested;
        this.uri = uri;
    }

    protected final HttpRequest original() {
        return requested.request();
    }

    /** From another thread: the time of the attempt is over. */
    public final void breakOff() {
        brokenOff = true;
        breakOffConnection();
    }

    /** Breaks off what the client has told so far that it works with. */
    protected abstract void breakOffConnection();

    @Override
    public final boolean isAborted() {
        return brokenOff || requested.isAborted();
    }

    @Override
    public final void abort() {
        if (original() instanceof HttpUriRequest) {
            ((HttpUriRequest) original()).abort();
        }
    }

    @Override
    public final String getMethod() {
        return requested.method();
    }

    @Override
    public final URI getURI() {
        return uri;
    }

    @Override
    public final ProtocolVersion getProtocolVersion() {
        return original().getProtocolVersion();
    }

    @Override
    public final RequestLine getRequestLine() {
        String target = uri.toASCIIString();
        return new BasicRequestLine(getMethod(), target.isEmpty() ? "/" : target, getProtocolVersion());
    }

    @Override
    public HttpParams getParams() {
        return original().getParams();
    }

    /** What the client works with are those of the program's request. */
    @Override
    public void setParams(HttpParams ignored) {}

    @Override
    public final String toString() {
        return getRequestLine().toString();
    }
}
