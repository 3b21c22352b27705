package dev.failover.agent;

import static org.assertj.core.api.Assertions.catchThrowable;

import dev.failover.agent.client.ReadAhead;
import dev.failover.call.BlockingDriver;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A thread that calls a client, which waits for an answer in a blocking read, or for another attempt. */
public final class ReadingThread {
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private final Thread thread;

    public ReadingThread(ThrowingCallable call) {
        thread = new Thread(() -> failure.complete(catchThrowable(call)));
        thread.start();
    }

    /** Waits until it reads. */
    public void awaitReading() {
        while (thread.isAlive()
                && Arrays.stream(thread.getStackTrace())
                        .noneMatch(frame -> frame.getClassName().equals("sun.nio.ch.NioSocketImpl")
                                && frame.getMethodName().equals("implRead"))) {
            Thread.onSpinWait();
        }
    }

    /** Waits until it waits for another attempt. */
    public void awaitPause() {
        awaitPause(thread);
    }

    /** Waits until a thread waits for another attempt. */
    public static void awaitPause(Thread thread) {
        awaitIn(thread, BlockingDriver.class, "await");
    }

    /** Waits until a thread reads an answer that may be dropped. */
    public static void awaitReadAhead(Thread thread) {
        awaitIn(thread, ReadAhead.class, "of");
    }

    private static void awaitIn(Thread thread, Class<?> type, String method) {
        while (thread.isAlive()
                && Arrays.stream(thread.getStackTrace())
                        .noneMatch(frame -> frame.getClassName().equals(type.getName())
                                && frame.getMethodName().equals(method))) {
            Thread.onSpinWait();
        }
    }

    /** With what the call has ended; null for an answer. */
    public CompletableFuture<Throwable> failure() {
        return failure;
    }
}
