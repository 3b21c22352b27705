package dev.failover.agent.client.apacheasync;

import dev.failover.agent.client.BodyFaults;
import java.io.IOException;
import org.apache.http.nio.ContentEncoder;
import org.apache.http.nio.IOControl;
import org.apache.http.nio.client.methods.ZeroCopyPost;
import org.apache.http.nio.client.methods.ZeroCopyPut;
import org.apache.http.nio.protocol.HttpAsyncRequestProducer;
import org.jspecify.annotations.Nullable;

/**
 * The body that the program's producer makes, for one attempt at a time: it has one position, and an attempt that was broken
 * off may still be at it on the client's own thread. Thread-safe.
 */
final class SharedBody {
    private static final String OWN = own();
    private static final BodyFaults FAULTS = new BodyFaults(
            SharedBody.class.getName()::equals,
            "produceContent",
            name -> name.startsWith(OWN) && name.contains(".impl.nio."));

    private final HttpAsyncRequestProducer producer;
    private @Nullable AttemptProducer user;
    private boolean touched;

    SharedBody(HttpAsyncRequestProducer producer) {
        this.producer = producer;
    }

    /** How the names of the client's packages for HTTP begin. */
    private static String own() {
        String name = HttpAsyncRequestProducer.class.getName();
        return name.substring(0, name.indexOf(".nio.") + 1);
    }

    /** Whether a request failed by its body alone. */
    static boolean isAtFault(Throwable failure) {
        return FAULTS.isOfBody(failure);
    }

    HttpAsyncRequestProducer producer() {
        return producer;
    }

    /** From now on it is this attempt's, from the beginning. */
    synchronized void take(AttemptProducer attempt) throws IOException {
        user = attempt;
        if (touched) {
            touched = false;
            producer.resetRequest();
        }
    }

    synchronized boolean isTaken(AttemptProducer attempt) {
        return user == attempt;
    }

    /** Whether the attempt still had it, and something may have been produced. */
    synchronized boolean produce(AttemptProducer attempt, ContentEncoder encoder, IOControl control)
            throws IOException {
        if (user != attempt) {
            return false;
        }
        touched = true;
        producer.produceContent(encoder, control);
        return true;
    }

    /** Whether another attempt could have all of it. */
    synchronized boolean isRepeatable() {
        return !touched || !isOneShot();
    }

    /** A producer that sends a file says that it can do so again, but has closed it for good then. */
    boolean isOneShot() {
        return !producer.isRepeatable() || producer instanceof ZeroCopyPost || producer instanceof ZeroCopyPut;
    }
}
