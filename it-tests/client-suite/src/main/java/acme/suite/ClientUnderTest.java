package acme.suite;

import java.io.Closeable;

/** A client, as a program uses it. Several threads may call it at once. */
public interface ClientUnderTest extends Closeable {
    /** Sends and returns when the client has the head of the answer, or throws what the client throws, untouched. */
    Answer send(Ask ask) throws Exception;

    /** Sends without waiting; {@link Feature#ASYNC}. */
    default Pending start(Ask ask, Callback callback) throws Exception {
        throw new UnsupportedOperationException("lacks ASYNC");
    }

    /** Connections of its pool that are in use now; {@link Feature#POOL_STATISTICS}. */
    default int leased() {
        throw new UnsupportedOperationException("lacks POOL_STATISTICS");
    }
}
