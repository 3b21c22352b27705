package dev.failover.codec;

import org.jspecify.annotations.Nullable;

/**
 * A body could not be written or read: the two sides disagree about its form. Its message says which request, which type and
 * which codec. Another endpoint would not help, so nothing was repeated because of it.
 */
public final class CodecException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CodecException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
