package dev.failover.agent.client.apacheasync;

import java.io.Closeable;
import java.io.IOException;
import org.apache.http.concurrent.FutureCallback;
import org.apache.http.nio.protocol.HttpAsyncRequestProducer;
import org.apache.http.nio.protocol.HttpAsyncResponseConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the program gave to its client for one call, and what it got for it; how it hears of an end that no exchange of the
 * client brings it: in the order in which the client itself would have told.
 */
final class ProgramSide<T> extends ProgramFuture<T> {
    private final HttpAsyncRequestProducer producer;
    private final HttpAsyncResponseConsumer<T> consumer;

    ProgramSide(
            HttpAsyncRequestProducer producer,
            HttpAsyncResponseConsumer<T> consumer,
            @Nullable FutureCallback<T> callback) {
        super(callback);
        this.producer = producer;
        this.consumer = consumer;
    }

    HttpAsyncResponseConsumer<T> consumer() {
        return consumer;
    }

    HttpAsyncRequestProducer producer() {
        return producer;
    }

    /** The consumer has had all of the response. */
    void whole() {
        try {
            Exception failure = consumer.getException();
            if (failure == null) {
                completed(consumer.getResult());
            } else {
                failed(failure);
            }
        } finally {
            close();
        }
    }

    /** There is no response, or no more of it. */
    void broken(Exception failure) {
        try {
            producer.failed(failure);
            consumer.failed(failure);
        } finally {
            try {
                failed(failure);
            } finally {
                close();
            }
        }
    }

    /** Nobody wants the response any more. */
    void givenUp() {
        try {
            consumer.cancel();
            T result = consumer.getResult();
            Exception failure = consumer.getException();
            if (failure != null) {
                failed(failure);
            } else if (result != null) {
                completed(result);
            } else {
                cancelled();
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
