package dev.failover.agent.client.apache5;

import dev.failover.agent.client.BodyFaults;
import dev.failover.call.Attempt;
import dev.failover.endpoint.Endpoint;
import dev.failover.http.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request as each attempt sends it. The first one sends it as it is; the client writes into what it sends, so that the
 * others get a copy of what there was.
 */
final class RequestCopies {
    private static final String OWN = own();
    private static final BodyFaults FAULTS = new BodyFaults(
            name -> name.startsWith(OWN),
            "writeTo",
            name -> name.startsWith(OWN) && (name.endsWith("OutputStream") || name.contains("SessionOutputBuffer")));

    private final Hop hop;
    private final ClassicHttpRequest request;
    private final Header[] headers;
    private final @Nullable HttpEntity body;
    private final @Nullable Watched watched;
    private Headers conditions = Headers.EMPTY;

    RequestCopies(Hop hop, ClassicHttpRequest request) {
        this.hop = hop;
        this.request = request;
        headers = request.getHeaders();
        HttpEntity entity = request.getEntity();
        watched = entity == null || entity.isRepeatable() ? null : new Watched(entity);
        body = watched == null ? entity : watched;
    }

    /** The package of what the client does by itself, with a dot. */
    private static String own() {
        String name = HttpEntity.class.getName();
        return name.substring(0, name.lastIndexOf('.') + 1) + "impl.";
    }

    /** Whether a request failed by its body alone. */
    static boolean isBodyAtFault(Throwable failure) {
        return FAULTS.isOfBody(failure);
    }

    /** What the copies have in their heads besides, from now on. */
    void have(Headers more) {
        conditions = more;
    }

    ClassicHttpRequest of(Attempt attempt) {
        Endpoint endpoint = attempt.endpoint();
        boolean asWritten = hop.isAsWritten(endpoint);
        if (asWritten && attempt.number() == 1 && conditions.size() == 0) {
            if (watched != null) {
                request.setEntity(watched);
            }
            return request;
        }
        BasicClassicHttpRequest copy = new BasicClassicHttpRequest(request.getMethod(), "/");
        copy.setVersion(request.getVersion());
        copy.setHeaders(headers);
        for (Header condition : Fields.of(conditions)) {
            copy.addHeader(condition);
        }
        copy.setPath(hop.path(endpoint));
        copy.setScheme(asWritten ? request.getScheme() : endpoint.scheme());
        copy.setAuthority(asWritten ? request.getAuthority() : hop.authority(endpoint, true));
        copy.setEntity(body);
        return copy;
    }

    /** Whether the body is still there, or there again. */
    boolean isBodyRepeatable() {
        return watched == null || !watched.begun;
    }

    /** A body that can be read once. */
    private static final class Watched extends HttpEntityWrapper {
        private volatile boolean begun;

        Watched(HttpEntity body) {
            super(body);
        }

        @Override
        public InputStream getContent() throws IOException {
            begun = true;
            return super.getContent();
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            begun = true;
            super.writeTo(out);
        }
    }
}
