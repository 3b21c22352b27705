package dev.failover.agent.client.apache5;

import dev.failover.call.Failures;
import dev.failover.call.Outcome.Kind;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.UnsupportedHttpVersionException;

/** What failures of this client prove. */
final class Endings {
    private Endings() {}

    /** @param unsent whether the connection had not come about */
    static Kind kindOf(Throwable failure, boolean unsent) {
        Kind kind = Failures.kindOf(failure);
        if (unsent && (kind == Kind.IO || kind == Kind.TIMEOUT)) {
            return Kind.CONNECT;
        }
        return kind == Kind.LOCAL && isUnreadable(failure) ? Kind.IO : kind;
    }

    /** An answer that is none of HTTP; the client has no exception of its own for it. */
    private static boolean isUnreadable(Throwable failure) {
        return failure instanceof UnsupportedHttpVersionException
                || failure instanceof ParseException
                || failure.getCause() instanceof ParseException;
    }
}
