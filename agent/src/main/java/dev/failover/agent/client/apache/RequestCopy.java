package dev.failover.agent.client.apache;

import java.net.URI;
import org.apache.http.HttpRequest;
import org.apache.http.ProtocolVersion;
import org.apache.http.RequestLine;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.message.AbstractHttpMessage;
import org.apache.http.params.HttpParams;

/** The program's request as it is now, for a call of ours beside it: the program may make another one of it. It has no body. */
public class RequestCopy extends AbstractHttpMessage implements HttpUriRequest {
    private final URI uri;
    private final RequestLine line;
    private volatile boolean aborted;

    /** By the program's own thread. */
    public RequestCopy(Requested requested) {
        HttpRequest programs = requested.request();
        uri = requested.uri();
        line = programs.getRequestLine();
        setHeaders(programs.getAllHeaders());
        setParams(copy(programs.getParams()));
    }

    private static HttpParams copy(HttpParams programs) {
        try {
            return programs.copy();
        } catch (UnsupportedOperationException programsOwn) {
            return programs;
        }
    }

    @Override
    public final String getMethod() {
        return line.getMethod();
    }

    @Override
    public final RequestLine getRequestLine() {
        return line;
    }

    @Override
    public final ProtocolVersion getProtocolVersion() {
        return line.getProtocolVersion();
    }

    @Override
    public final URI getURI() {
        return uri;
    }

    @Override
    public final void abort() {
        aborted = true;
    }

    @Override
    public final boolean isAborted() {
        return aborted;
    }
}
