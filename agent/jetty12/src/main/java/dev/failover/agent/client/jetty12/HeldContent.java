package dev.failover.agent.client.jetty12;

import dev.failover.agent.client.ReadAhead;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * The content of a response of which it is not known yet whether the program gets it: read into memory up to a bound, then
 * left where it is. What the program gets of it comes from memory first. Thread-safe.
 */
final class HeldContent implements Content.Source {
    private static final int LONGEST_DROP = 64 * 1024;

    private enum State {
        HELD,
        PASSED,
        DROPPED
    }

    /** Told whether all of it is held. */
    interface Held {
        void held(boolean whole);
    }

    private final Content.Source source;
    private final BooleanSupplier hurried;
    private final Held whenHeld;
    private final Runnable whenRead;
    private final Executor executor;
    // Guarded by this object, which is never held while anybody else is called who might wait.
    private State state = State.HELD;
    private ByteArrayOutputStream memory = new ByteArrayOutputStream(0);
    private int taken;
    private boolean full;
    /** Whether a piece of the source is being read to be held: the program must not read another one. */
    private boolean reading;

    /** Whether the source has been asked to say when there is more. */
    private boolean asking;

    private boolean ended;
    private Content.@Nullable Chunk failure;
    private boolean read;
    private @Nullable Runnable demand;

    /**
     * @param hurried whether no more is held than what comes next
     * @param whenHeld told once nothing more is taken into memory
     * @param whenRead told when the program has read to the end
     * @param executor runs what the program wants to hear when it can read; refuses nothing, or the program would wait for ever
     */
    HeldContent(Content.Source source, BooleanSupplier hurried, Held whenHeld, Runnable whenRead, Executor executor) {
        this.source = source;
        this.hurried = hurried;
        this.whenHeld = whenHeld;
        this.whenRead = whenRead;
        this.executor = executor;
    }

    /** Whether the program has read to the end. */
    synchronized boolean isRead() {
        return read;
    }

    /** Takes what there is, and asks for more as long as there is room. */
    void fill() {
        while (mayFill()) {
            Content.Chunk chunk = source.read();
            if (chunk != null) {
                take(chunk);
            } else if (askForMore()) {
                source.demand(this::available);
                return;
            }
            haveRead();
        }
    }

    /** Whether another piece is to be read here: from then on nobody else reads. */
    private boolean mayFill() {
        boolean whole;
        synchronized (this) {
            if (state == State.PASSED || reading || asking) {
                return false;
            }
            whole = ended;
            if (!whole && !full) {
                reading = true;
                return true;
            }
        }
        whenHeld.held(whole);
        return false;
    }

    /** Whether somebody still wants more, now that there is none. */
    private synchronized boolean askForMore() {
        if (state == State.PASSED && demand == null) {
            return false;
        }
        reading = false;
        asking = true;
        return true;
    }

    /** The program may have asked meanwhile. */
    private void haveRead() {
        Runnable programs;
        synchronized (this) {
            reading = false;
            programs = demand;
            demand = null;
        }
        if (programs != null) {
            programs.run();
        }
    }

    private void take(Content.Chunk chunk) {
        boolean tooLong;
        synchronized (this) {
            if (Content.Chunk.isFailure(chunk)) {
                failure = chunk;
                ended = true;
                return;
            }
            ByteBuffer bytes = chunk.getByteBuffer();
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            taken += copy.length;
            if (state != State.DROPPED) {
                memory.write(copy, 0, copy.length);
            }
            ended = chunk.isLast();
            tooLong = state == State.DROPPED && taken > LONGEST_DROP && !ended;
            full = tooLong || taken > ReadAhead.LONGEST || (state == State.HELD && hurried.getAsBoolean());
        }
        chunk.release();
        if (tooLong) {
            source.fail(new CancellationException("another response was taken"));
        }
    }

    private void available() {
        Runnable programs;
        synchronized (this) {
            asking = false;
            programs = demand;
            demand = null;
        }
        if (programs != null) {
            programs.run();
        } else {
            fill();
        }
    }

    /** From now on the program reads it. */
    synchronized void pass() {
        state = State.PASSED;
    }

    void drop() {
        boolean tooLong;
        synchronized (this) {
            state = State.DROPPED;
            forget();
            tooLong = taken > LONGEST_DROP && !ended;
        }
        if (tooLong) {
            source.fail(new CancellationException("another response was taken"));
        }
    }

    /** The program's request leads to this, and may be kept for long. Guarded by this object. */
    private void forget() {
        memory = new ByteArrayOutputStream(0);
    }

    @Override
    public Content.@Nullable Chunk read() {
        Content.Chunk chunk;
        boolean end;
        synchronized (this) {
            if (memory.size() > 0) {
                ByteBuffer bytes = ByteBuffer.wrap(memory.toByteArray());
                forget();
                // The end is told by a piece of its own.
                return Content.Chunk.from(bytes, false);
            }
            if (!ended && (asking || reading)) {
                return null;
            }
            chunk = ended ? (failure == null ? Content.Chunk.EOF : failure) : null;
            end = ended && !read;
        }
        if (chunk == null) {
            chunk = source.read();
            end = chunk != null && chunk.isLast();
        }
        if (end) {
            synchronized (this) {
                read = true;
            }
            whenRead.run();
        }
        return chunk;
    }

    @Override
    public void demand(Runnable callback) {
        boolean now;
        boolean later;
        synchronized (this) {
            now = memory.size() > 0 || ended;
            later = !now && (asking || reading);
            if (later) {
                demand = callback;
            }
        }
        if (now) {
            executor.execute(callback);
        } else if (!later) {
            source.demand(callback);
        }
    }

    @Override
    public void fail(Throwable why) {
        source.fail(why);
    }
}
