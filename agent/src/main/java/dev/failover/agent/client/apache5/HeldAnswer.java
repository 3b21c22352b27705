package dev.failover.agent.client.apache5;

import java.io.IOException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncDataConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.jspecify.annotations.Nullable;

/**
 * An answer that the program may never see. It takes as much of its body as the client gives without being asked for more,
 * until it is either dropped or passed on from its first byte. Thread-safe.
 */
final class HeldAnswer implements AsyncDataConsumer {
    private static final int LONGEST_DROPPED = 64 * 1024;

    private final HttpResponse response;
    private final @Nullable EntityDetails details;
    private final AsyncExecCallback programs;
    /** Guarded by this, like all that follows. */
    private final List<ByteBuffer> begin = new ArrayList<>();

    private @Nullable CapacityChannel capacity;
    private @Nullable AsyncDataConsumer target;
    private @Nullable List<? extends Header> trailers;
    private boolean streamEnded;
    private boolean passedOn;
    private boolean dropped;
    private long droppedBytes;
    private boolean completed;
    private @Nullable Exception failure;

    HeldAnswer(HttpResponse response, @Nullable EntityDetails details, AsyncExecCallback programs) {
        this.response = response;
        this.details = details;
        this.programs = programs;
    }

    /** Gives all of it to the program. */
    void passOn() {
        try {
            replay();
        } catch (HttpException | IOException | RuntimeException programsOwn) {
            synchronized (this) {
                target = null;
                dropped = true;
                passedOn = true;
                failure = programsOwn;
            }
        }
        tell();
    }

    private synchronized void replay() throws HttpException, IOException {
        AsyncDataConsumer consumer = programs.handleResponse(response, details);
        passedOn = true;
        if (consumer == null || details == null) {
            drop();
            return;
        }
        target = consumer;
        for (ByteBuffer bytes : begin) {
            consumer.consume(bytes);
        }
        begin.clear();
        if (streamEnded) {
            consumer.streamEnd(trailers);
        } else if (capacity != null) {
            consumer.updateCapacity(capacity);
        }
    }

    /** Outside of the lock: the program does what it likes. */
    private void tell() {
        Exception broken;
        boolean complete;
        synchronized (this) {
            broken = failure;
            complete = completed;
            if (!passedOn || (broken == null && !complete)) {
                return;
            }
            passedOn = false;
        }
        if (broken == null) {
            programs.completed();
        } else {
            programs.failed(broken);
        }
    }

    /** Returns whether nothing is left of it. */
    synchronized boolean drop() {
        dropped = true;
        begin.clear();
        if (!isOver() && capacity != null) {
            try {
                capacity.update(Integer.MAX_VALUE);
            } catch (IOException broken) {
                // Its failure is told by whoever reads.
            }
        }
        return isOver();
    }

    synchronized boolean isOver() {
        return completed || failure != null;
    }

    /** The exchange has ended well. */
    void completed() {
        synchronized (this) {
            completed = true;
        }
        tell();
    }

    /** The exchange broke off. */
    void failed(Exception cause) {
        synchronized (this) {
            failure = cause;
        }
        tell();
    }

    @Override
    public synchronized void updateCapacity(CapacityChannel channel) throws IOException {
        capacity = channel;
        if (target != null) {
            target.updateCapacity(channel);
        } else if (dropped) {
            channel.update(Integer.MAX_VALUE);
        }
    }

    @Override
    public synchronized void consume(ByteBuffer bytes) throws IOException {
        if (target != null) {
            target.consume(bytes);
        } else if (dropped) {
            droppedBytes += bytes.remaining();
            if (droppedBytes > LONGEST_DROPPED && !passedOn) {
                throw new IOException("nobody gets this long answer");
            }
            ((Buffer) bytes).position(bytes.limit());
        } else {
            // By the class that Java 8 knows the method of.
            ByteBuffer copy = ByteBuffer.allocate(bytes.remaining());
            copy.put(bytes);
            ((Buffer) copy).flip();
            begin.add(copy);
        }
    }

    @Override
    public synchronized void streamEnd(@Nullable List<? extends Header> fields) throws HttpException, IOException {
        streamEnded = true;
        trailers = fields;
        if (target != null) {
            target.streamEnd(fields);
        }
    }

    @Override
    public synchronized void releaseResources() {
        AsyncDataConsumer consumer = target;
        if (consumer != null) {
            consumer.releaseResources();
        }
    }
}
