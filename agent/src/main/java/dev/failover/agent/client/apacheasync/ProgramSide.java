package dev.failover.agent.client.apacheasync;

import java.io.Closeable;
import java.io.IOException;
import org.apache.http.nio.protocol.HttpAsyncRequestProducer;
import org.apache.http.nio.protocol.HttpAsyncResponseConsumer;

/**
 * What the program gave to its client for one call, and how it hears of an end that no exchange of the client brings it: in
 * the order in which the client itself would have told.
 */
final class ProgramSide<T> {
    private final HttpAsyncRequestProducer producer;
    private final HttpAsyncResponseConsumer<T> consumer;
    private final ProgramFuture<T> future;

    ProgramSide(HttpAsyncRequestProducer producer, HttpAsyncResponseConsumer<T> consumer, ProgramFuture<T> future) {
        this.producer = producer;
        this.consumer = consumer;
        this.future = future;
    }

    HttpAsyncResponseConsumer<T> consumer() {
        return consumer;
    }

    ProgramFuture<T> future() {
        return future;
    }

    /** The consumer has had all of the response. */
    void completed() {
        try {
            Exception failure = consumer.getException();
            if (failure == null) {
                future.completed(consumer.getResult());
            } else {
                future.failed(failure);
            }
        } finally {
            close();
        }
    }

    void failed(Exception failure) {
        try {
            producer.failed(failure);
            consumer.failed(failure);
        } finally {
            try {
                future.failed(failure);
            } finally {
                close();
            }
        }
    }

    void cancelled() {
        try {
            consumer.cancel();
            T result = consumer.getResult();
            Exception failure = consumer.getException();
            if (failure != null) {
                future.failed(failure);
            } else if (result != null) {
                future.completed(result);
            } else {
                future.cancelled();
            }
        } finally {
            close();
        }
    }

    private void close() {
        close(producer);
        close(consumer);
    }

    private static void close(Closeable programs) {
        try {
            programs.close();
        } catch (IOException ignored) {
            // The client does no more about it.
        }
    }
}
