package dev.failover.agent.client.apacheasync;

import dev.failover.agent.client.BodyFaults;
import dev.failover.call.Attempt;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
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
    private @Nullable AsyncRequest user;
    private volatile boolean touched;
    /** Hedges that cannot begin yet, in order. */
    private final Map<Attempt, Runnable> waiting = new LinkedHashMap<>();

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

    /** From now on it is this attempt's, from the beginning. */
    synchronized void take(AsyncRequest attempt) throws IOException {
        user = attempt;
        if (touched) {
            touched = false;
            producer.resetRequest();
        }
    }

    /** Whether the attempt still had it, and something may have been produced. */
    synchronized boolean produce(AsyncRequest attempt, ContentEncoder encoder, IOControl control) throws IOException {
        if (user != attempt) {
            return false;
        }
        touched = true;
        producer.produceContent(encoder, control);
        return true;
    }

    /** Whether another attempt could have all of it. */
    boolean isRepeatable() {
        return !touched || !isOneShot();
    }

    /** A producer that sends a file says that it can do so again, but has closed it for good then. */
    boolean isOneShot() {
        return !producer.isRepeatable() || producer instanceof ZeroCopyPost || producer instanceof ZeroCopyPut;
    }

    /** A hedge begins when an attempt before it has failed. */
    void await(Attempt hedge, Runnable begin) {
        synchronized (waiting) {
            waiting.put(hedge, begin);
        }
    }

    /**
     * An attempt has ended.
     *
     * @return what begins now; null for nothing
     */
    @Nullable
    Runnable ended(Attempt attempt, boolean hasFailed) {
        synchronized (waiting) {
            Iterator<Runnable> others = waiting.values().iterator();
            if (waiting.remove(attempt) != null || !hasFailed || !others.hasNext()) {
                return null;
            }
            Runnable next = others.next();
            others.remove();
            return next;
        }
    }
}
