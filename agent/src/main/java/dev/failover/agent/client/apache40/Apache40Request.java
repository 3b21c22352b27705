package dev.failover.agent.client.apache40;

import dev.failover.agent.client.Sockets;
import dev.failover.agent.client.apache.AttemptRequest;
import dev.failover.agent.client.apache.Requested;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.Socket;
import java.net.URI;
import org.apache.http.Header;
import org.apache.http.HttpEntity;
import org.apache.http.HttpEntityEnclosingRequest;
import org.apache.http.client.methods.AbortableHttpRequest;
import org.apache.http.conn.ClientConnectionRequest;
import org.apache.http.conn.ConnectionReleaseTrigger;
import org.apache.http.conn.OperatedClientConnection;
import org.apache.http.params.HttpParams;
import org.apache.http.protocol.HTTP;
import org.jspecify.annotations.Nullable;

/** An attempt's request as a {@code DefaultHttpClient} wants it. */
class Apache40Request extends AttemptRequest implements AbortableHttpRequest {
    /** What tells the connection that is lent, in the versions' pools. */
    private static final String[] WRAPPED = {"getWrappedConnection", "getConnection"};

    private HttpParams parameters;
    private volatile @Nullable ClientConnectionRequest waiting;
    private volatile @Nullable ConnectionReleaseTrigger working;

    Apache40Request(Requested requested, URI uri, HttpParams parameters) {
        super(requested, uri);
        this.parameters = parameters;
    }

    @Override
    public final HttpParams getParams() {
        return parameters;
    }

    @Override
    public final void setParams(HttpParams changed) {
        parameters = changed;
    }

    /** What the client works with now; the program's own request learns it too, so that it can be broken off. */
    @Override
    public final void setConnectionRequest(ClientConnectionRequest asked) throws IOException {
        waiting = asked;
        working = null;
        if (original() instanceof AbortableHttpRequest) {
            ((AbortableHttpRequest) original()).setConnectionRequest(asked);
        }
    }

    @Override
    public final void setReleaseTrigger(ConnectionReleaseTrigger connection) throws IOException {
        working = connection;
        if (original() instanceof AbortableHttpRequest) {
            ((AbortableHttpRequest) original()).setReleaseTrigger(connection);
        }
    }

    @Override
    protected final void breakOffConnection() {
        ConnectionReleaseTrigger connection = working;
        ClientConnectionRequest asked = waiting;
        try {
            if (connection != null) {
                Socket socket = socket(connection);
                if (socket != null) {
                    // No version of the client keeps its secure sockets from waiting for whoever writes. But it has to
                    // close them itself: if it did not know, it would repeat the request.
                    Sockets.sayNoGoodBye(socket);
                }
                connection.abortConnection();
            } else if (asked != null) {
                asked.abortRequest();
            }
        } catch (IOException brokenAlready) {
            // That was the purpose.
        }
    }

    /** The socket of a connection that one of the client's pools has lent; null when it cannot be told. */
    private static @Nullable Socket socket(ConnectionReleaseTrigger lent) {
        for (Class<?> type = lent.getClass(); type != null; type = type.getSuperclass()) {
            for (String name : WRAPPED) {
                try {
                    Method method = type.getDeclaredMethod(name);
                    method.setAccessible(true);
                    Object connection = method.invoke(lent);
                    return connection instanceof OperatedClientConnection
                            ? ((OperatedClientConnection) connection).getSocket()
                            : null;
                } catch (ReflectiveOperationException otherPool) {
                    // The next one may have it.
                }
            }
        }
        return null;
    }

    /** One that may have a body. */
    static final class WithBody extends Apache40Request implements HttpEntityEnclosingRequest {
        private @Nullable HttpEntity entity;

        WithBody(Requested requested, URI uri, HttpParams parameters) {
            super(requested, uri, parameters);
            entity = requested.body();
        }

        @Override
        public boolean expectContinue() {
            Header expect = getFirstHeader(HTTP.EXPECT_DIRECTIVE);
            return expect != null && HTTP.EXPECT_CONTINUE.equalsIgnoreCase(expect.getValue());
        }

        @Override
        public void setEntity(HttpEntity body) {
            entity = body;
        }

        @Override
        @SuppressWarnings("NullAway") // null where the program has set none
        public HttpEntity getEntity() {
            return entity;
        }
    }
}
