package dev.failover.agent.client.apacheasync;

import dev.failover.call.Failures;
import dev.failover.call.Outcome;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.http.HttpException;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * What a failure of the client proves: its context tells how far it came. It notes a connection there when it is about to
 * send, and each response, those that it deals with by itself included.
 */
final class Evidence {
    private static final String CONNECTION = "http.connection";
    private static final String RESPONSE = "http.response";

    private Evidence() {}

    /** @param before what there was in the context when the attempt began, as {@link AttemptContext#snapshot} */
    static Outcome.Kind kindOf(Exception failure, HttpContext context, @Nullable Object[] before) {
        boolean begun = context.getAttribute(CONNECTION) != AttemptContext.value(before, CONNECTION);
        boolean answered = context.getAttribute(RESPONSE) != AttemptContext.value(before, RESPONSE);
        Outcome.Kind kind = Failures.kindOf(failure);
        switch (kind) {
            case CONNECT:
                // The handshake comes after the client has begun; after a redirect it is that of another host.
                return failure instanceof SSLException
                        ? (answered ? Outcome.Kind.IO : kind)
                        : begun ? Outcome.Kind.IO : kind;
            case TIMEOUT:
            case IO:
                return begun ? kind : Outcome.Kind.CONNECT;
            case LOCAL:
                // What is no HTTP is the server's fault; what comes after a response is about redirects.
                return failure instanceof HttpException && begun && !answered ? Outcome.Kind.IO : kind;
            default:
                // Nobody has cancelled it: the client was closed.
                return Outcome.Kind.LOCAL;
        }
    }

    /** Whether the client's pool had no connection free in time, for which it has no class of its own. */
    static boolean isNoneFree(Exception failure, Outcome.Kind kind) {
        return kind == Outcome.Kind.CONNECT && failure.getClass() == TimeoutException.class;
    }
}
