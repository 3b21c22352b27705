package dev.failover.agent.client.ahc;

import dev.failover.agent.client.OwnFaults;
import dev.failover.call.Failures;
import dev.failover.call.Outcome.Kind;
import io.netty.channel.Channel;
import java.util.concurrent.TimeoutException;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.exception.PoolAlreadyClosedException;
import org.asynchttpclient.exception.TooManyConnectionsException;
import org.asynchttpclient.exception.TooManyConnectionsPerHostException;

/** What the failure of an attempt proves. */
final class Endings {
    private static final String CLIENT = OwnFaults.prefix(AsyncHttpClient.class, 1);
    private static final String NETTY = OwnFaults.prefix(Channel.class, 2);
    private static final OwnFaults OWN = new OwnFaults(name -> name.startsWith(CLIENT) || name.startsWith(NETTY));

    private Endings() {}

    /** @param written whether the request was begun to be written */
    static Kind kindOf(Throwable failure, boolean written) {
        if (!written && (failure instanceof TimeoutException || isOfPool(failure))) {
            // Its own pool or its own time was too small: that says nothing of the endpoint.
            return Kind.LOCAL;
        }
        Kind kind = Failures.kindOf(failure);
        if (kind == Kind.IO && OWN.isOwn(failure)) {
            return Kind.LOCAL;
        }
        if (written && kind == Kind.CONNECT) {
            // The client has tried once more by itself after it had sent the request.
            return Kind.IO;
        }
        return !written && kind == Kind.IO ? Kind.CONNECT : kind;
    }

    private static boolean isOfPool(Throwable failure) {
        return failure instanceof TooManyConnectionsException
                || failure instanceof TooManyConnectionsPerHostException
                || failure instanceof PoolAlreadyClosedException;
    }
}
