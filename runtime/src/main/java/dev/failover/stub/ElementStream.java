package dev.failover.stub;

import dev.failover.codec.Codec;
import dev.failover.codec.CodecException;
import dev.failover.http.Response;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.lang.reflect.Type;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Elements of a list that are read while the body comes, by one thread. */
final class ElementStream {
    private final Response head;
    private final Operation operation;
    private final Codec codec;
    private final PushbackInputStream body;

    private ElementStream(Response head, Operation operation, Codec codec) {
        this.head = head;
        this.operation = operation;
        this.codec = codec;
        this.body = new PushbackInputStream(head.bodyStream());
    }

    static ElementStream of(Response head, Operation operation, Codec codec) {
        return new ElementStream(head, operation, codec);
    }

    /** The answer with what of its body has not been read. */
    Response answer() {
        return Response.streaming(head.status(), head.headers(), body);
    }

    /** Null if the body is no list, or the codec cannot read it piece by piece. */
    @Nullable
    Stream<?> elements(Type element) {
        Iterator<?> elements;
        try {
            if (first() != '[') {
                return null;
            }
            elements = codec.elements(
                    new FilterInputStream(body) {
                        @Override
                        public int read(byte[] bytes, int from, int length) throws IOException {
                            return in.read(bytes, from, length);
                        }

                        @Override
                        public void close() {
                            // What follows the list has to be read, for the connection to be free.
                        }
                    },
                    element);
        } catch (IOException | RuntimeException failure) {
            throw failed(failure);
        }
        return elements == null
                ? null
                : StreamSupport.stream(new Elements(elements), false).onClose(this::close);
    }

    /** What it begins with, which stays there; -1 if there is nothing. */
    private int first() throws IOException {
        int first = body.read();
        while (first == ' ' || first == '\t' || first == '\r' || first == '\n') {
            first = body.read();
        }
        if (first >= 0) {
            body.unread(first);
        }
        return first;
    }

    private CodecException failed(Exception failure) {
        close();
        return new CodecException(
                "cannot read the answer " + head.status() + " of " + operation + " element by element by "
                        + codec.getClass().getSimpleName() + ": " + failure.getMessage(),
                failure);
    }

    private void close() {
        try {
            body.close();
        } catch (IOException nobodyCares) {
            // Nothing more is read.
        }
    }

    private final class Elements extends Spliterators.AbstractSpliterator<Object> {
        private final Iterator<?> elements;
        private boolean isDone;

        Elements(Iterator<?> elements) {
            super(Long.MAX_VALUE, Spliterator.ORDERED);
            this.elements = elements;
        }

        @Override
        public boolean tryAdvance(Consumer<? super Object> action) {
            if (isDone) {
                return false;
            }
            Object next;
            try {
                if (!elements.hasNext()) {
                    isDone = true;
                    int unused = body.read();
                    close();
                    return false;
                }
                next = elements.next();
            } catch (IOException | RuntimeException failure) {
                throw failed(failure);
            }
            action.accept(next);
            return true;
        }
    }
}
