package dev.failover.agent.client.apacheasync;

import dev.failover.agent.client.HandOver;
import dev.failover.cache.BodyRecorder;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.http.ConnectionClosedException;
import org.apache.http.HttpException;
import org.apache.http.HttpResponse;
import org.apache.http.nio.IOControl;
import org.apache.http.nio.protocol.HttpAsyncResponseConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives the program's consumer a response whose exchange is over, as fast as the consumer takes it, and ends the call. On
 * the thread that begins it; after a pause that the consumer asks for, on one of ours. Thread-safe.
 */
final class Replay<T> implements IOControl, Runnable {
    private final HandOver handOver;
    private final ProgramSide<T> program;
    private final HeldContent content;
    private final ResponseGate.End end;
    private final @Nullable BodyRecorder recorder;
    private final AtomicInteger work = new AtomicInteger();
    private volatile boolean paused;
    private volatile boolean broken;
    // Touched by whoever works, one thread at a time.
    private @Nullable HttpResponse head;
    private boolean contentPassed;
    private boolean over;

    /**
     * @param head null when the consumer has had it
     * @param recorder who hears of what the consumer reads; null for nobody
     */
    Replay(
            HandOver handOver,
            ProgramSide<T> program,
            @Nullable HttpResponse head,
            HeldContent content,
            ResponseGate.End end,
            @Nullable BodyRecorder recorder) {
        this.handOver = handOver;
        this.program = program;
        this.head = head;
        this.content = content;
        this.end = end;
        this.recorder = recorder;
        if (end.failure == null) {
            content.setWhole();
        }
        contentPassed = !content.wasSeen();
        program.onCancel(this::cancel);
    }

    /** Goes on, on one thread at a time; whoever comes meanwhile leaves a note and goes. */
    @Override
    public void run() {
        if (work.getAndIncrement() != 0) {
            return;
        }
        do {
            if (!over) {
                step();
                if (over) {
                    // If it has not come to its end.
                    HeardDecoder.end(recorder, false);
                }
            }
        } while (work.decrementAndGet() != 0);
    }

    private void step() {
        try {
            if (broken) {
                over = true;
                program.broken(new ConnectionClosedException("Connection closed"));
            } else if (program.isDone()) {
                over = true;
                program.givenUp();
            } else if (passOn()) {
                over = true;
                finish();
            }
        } catch (IOException | HttpException | RuntimeException consumers) {
            over = true;
            program.broken(consumers);
        }
    }

    /** Whether the consumer has had all that there is. */
    private boolean passOn() throws IOException, HttpException {
        HttpAsyncResponseConsumer<T> consumer = program.consumer();
        HttpResponse first = head;
        if (first != null) {
            head = null;
            consumer.responseReceived(first);
        }
        while (!contentPassed || !content.isEmpty()) {
            if (paused) {
                return false;
            }
            int before = content.position();
            contentPassed = true;
            consumer.consumeContent(HeardDecoder.of(content, recorder), this);
            if (consumer.isDone() && !content.isCompleted()) {
                // It wants no more: for the client, that is a cancelled call.
                program.cancelled();
                program.givenUp();
                over = true;
                return false;
            }
            if (content.position() == before && !content.isEmpty() && !paused) {
                handOver.later(this);
                return false;
            }
        }
        return true;
    }

    private void finish() {
        Exception failure = end.failure;
        if (failure != null) {
            program.broken(failure);
            return;
        }
        HeardDecoder.end(recorder, true);
        if (end.context != null) {
            program.consumer().responseCompleted(end.context);
        }
        program.whole();
    }

    private void cancel() {
        program.cancelled();
        handOver.later(this);
    }

    @Override
    public void requestInput() {
        if (paused) {
            paused = false;
            // Not here: whoever asks may hold locks of the consumer.
            handOver.later(this);
        }
    }

    @Override
    public void suspendInput() {
        paused = true;
    }

    @Override
    public void requestOutput() {
        // The request is out.
    }

    @Override
    public void suspendOutput() {
        // The request is out.
    }

    @Override
    public void shutdown() {
        broken = true;
        handOver.later(this);
    }
}
