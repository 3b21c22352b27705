package dev.failover.codec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The elements of a list of which it turns out one by one whether there are more. */
abstract class ElementIterator implements Iterator<Object> {
    private boolean isKnown;
    private boolean hasNext;

    /** Goes to the next element; false at the end of the list. Called once for each. */
    abstract boolean advance() throws IOException;

    /** Reads the element. */
    abstract @Nullable Object read() throws IOException;

    @Override
    public final boolean hasNext() {
        if (!isKnown) {
            try {
                hasNext = advance();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            isKnown = true;
        }
        return hasNext;
    }

    @Override
    public final @Nullable Object next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        isKnown = false;
        try {
            return read();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
