package dev.failover.stub;

import dev.failover.http.Response;
import org.jspecify.annotations.Nullable;

/** Makes of an answer what a method of the interface returns. Immutable; {@link Results} has all of them. */
@FunctionalInterface
public interface Result<T> {
    /**
     * @param operation for messages
     * @return what the method returns, or what its future completes with
     * @throws StatusException if the status is not 2xx and the method does not return it
     * @throws dev.failover.codec.CodecException if the body cannot be read
     */
    @Nullable
    T read(Operation operation, Response answer);
}
