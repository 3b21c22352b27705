package dev.failover.store;

import org.ehcache.spi.serialization.SerializerException;
import org.jspecify.annotations.Nullable;

/** What was read is not what was written. */
final class CorruptEntryException extends SerializerException {
    private static final long serialVersionUID = 1L;

    CorruptEntryException(String what, @Nullable Throwable cause) {
        super("an entry is damaged: " + what, cause);
    }
}
