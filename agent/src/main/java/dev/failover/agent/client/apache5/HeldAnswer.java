package dev.failover.agent.client.apache5;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Patience;
import dev.failover.agent.client.ReadAhead;
import dev.failover.cache.BodyRecorder;
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
 * An answer that the program may never see. Its body is held until its end, so that its connection is free for the next
 * attempt, and then either dropped or passed on from its first byte; one that is too long for that, or comes too slowly, is
 * passed on as it comes. Thread-safe.
 */
final class HeldAnswer implements AsyncDataConsumer {
    private static final int LONGEST_DROPPED = 64 * 1024;

    private final HttpResponse response;
    private final @Nullable EntityDetails details;
    private final AsyncExecCallback programs;
    private final AsyncAttempt attempt;
    private final Patience patience;
    /** Guarded by this, like all that follows. */
    private final List<ByteBuffer> begin = new ArrayList<>();

    private int held;
    private @Nullable CapacityChannel capacity;
    private boolean capacityGiven;
    private @Nullable AsyncDataConsumer target;
    private @Nullable BodyRecorder recorder;
    private @Nullable List<? extends Header> trailers;
    private boolean streamEnded;
    private boolean passedOn;
    private boolean dropped;
    private long droppedBytes;
    private boolean completed;
    private @Nullable Exception failure;

    HeldAnswer(
            AgentEngine engine,
            HttpResponse response,
            @Nullable EntityDetails details,
            AsyncExecCallback programs,
            AsyncAttempt attempt) {
        this.response = response;
        this.details = details;
        this.programs = programs;
        this.attempt = attempt;
        patience = new Patience(engine, attempt::stalled);
    }

    HttpResponse response() {
        return response;
    }

    /** Nobody waits for its end any more. */
    void release() {
        patience.end();
    }

    /** Who hears of what the program gets, when it does. */
    synchronized void record(BodyRecorder hears) {
        recorder = hears;
    }

    private synchronized void abandonRecord() {
        if (recorder != null) {
            recorder.abandon();
        }
    }

    /** Gives all of it to the program. */
    void passOn() {
        release();
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
        if (details == null && recorder != null) {
            recorder.complete();
        }
        if (consumer == null || details == null) {
            abandonRecord();
            drop();
            return;
        }
        if (recorder != null) {
            consumer = new RecordedConsumer(consumer, recorder);
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
            abandonRecord();
            programs.failed(broken);
        }
    }

    /** Whether the end of it has come, though the client may not be done with the exchange. */
    synchronized boolean isWhole() {
        return streamEnded || details == null;
    }

    /** Returns whether nothing is left of it. */
    synchronized boolean drop() {
        release();
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
        release();
        synchronized (this) {
            completed = true;
        }
        tell();
    }

    /** The exchange broke off. */
    void failed(Exception cause) {
        release();
        synchronized (this) {
            if (failure == null) {
                failure = cause;
            }
        }
        tell();
    }

    /**
     * The exchange breaks off, which nobody is told yet.
     *
     * @return false when it was over before
     */
    synchronized boolean breaks(Exception cause) {
        if (isOver()) {
            return false;
        }
        failure = cause;
        return true;
    }

    @Override
    public synchronized void updateCapacity(CapacityChannel channel) throws IOException {
        capacity = channel;
        if (target != null) {
            target.updateCapacity(channel);
        } else if (dropped) {
            channel.update(Integer.MAX_VALUE);
        } else if (!capacityGiven) {
            capacityGiven = true;
            channel.update(ReadAhead.LONGEST);
        }
    }

    @Override
    public void consume(ByteBuffer bytes) throws IOException {
        // Outside of the lock: the call goes on, or ends.
        if (keep(bytes) && patience.end()) {
            attempt.cannotBeHeld();
        }
    }

    /** Returns whether it cannot be held any longer. */
    private synchronized boolean keep(ByteBuffer bytes) throws IOException {
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
            held += copy.remaining();
            return held > ReadAhead.LONGEST || !patience.lasts();
        }
        return false;
    }

    @Override
    public void streamEnd(@Nullable List<? extends Header> fields) throws HttpException, IOException {
        synchronized (this) {
            streamEnded = true;
            trailers = fields;
            if (target != null) {
                target.streamEnd(fields);
                return;
            }
        }
        attempt.whole();
    }

    @Override
    public synchronized void releaseResources() {
        AsyncDataConsumer consumer = target;
        if (consumer != null) {
            consumer.releaseResources();
        }
    }
}
