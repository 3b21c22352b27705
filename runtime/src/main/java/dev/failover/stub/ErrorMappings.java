package dev.failover.stub;

import dev.failover.codec.CodecException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Exceptions that an interface has in place of {@link StatusException}, by status. Immutable. */
public final class ErrorMappings {
    /** So that what reads the body of a success reads that of an error. */
    private static final int OK = 200;

    private static final ErrorMappings NONE = new ErrorMappings(Collections.<Integer, Mapping>emptyMap());

    private final Map<Integer, Mapping> byStatus;

    /** Makes the exception. */
    @FunctionalInterface
    private interface Mapping {
        Exception exception(Operation operation, dev.failover.http.Response answer, StatusException failure);
    }

    private ErrorMappings(Map<Integer, Mapping> byStatus) {
        this.byStatus = byStatus;
    }

    public static ErrorMappings none() {
        return NONE;
    }

    /** The same with an exception that is made of what would have been thrown. */
    public ErrorMappings of(int status, Function<StatusException, Exception> exception) {
        Objects.requireNonNull(exception, "exception");
        return with(status, (operation, answer, failure) -> exception.apply(failure));
    }

    /**
     * The same with an exception that is made of the whole answer.
     *
     * @param body reads the body; what it cannot read, such as the error page of a proxy, is a null body, and the reason is a
     *     suppressed exception
     */
    public <T> ErrorMappings of(int status, Result<T> body, Function<Response<T>, Exception> exception) {
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(exception, "exception");
        return with(status, (operation, answer, failure) -> {
            @Nullable T decoded = null;
            CodecException unreadable = null;
            try {
                decoded = body.read(
                        operation, new dev.failover.http.Response(OK, answer.headers(), answer.bodyForCodec()));
            } catch (CodecException reason) {
                unreadable = reason;
            }
            Exception mapped = exception.apply(new Response<>(answer, decoded));
            if (unreadable != null) {
                mapped.addSuppressed(unreadable);
            }
            return mapped;
        });
    }

    private ErrorMappings with(int status, Mapping mapping) {
        Map<Integer, Mapping> more = new LinkedHashMap<>(byStatus);
        more.put(status, mapping);
        return new ErrorMappings(more);
    }

    /** The same result, with these exceptions. They may be checked: the method of the interface declares them. */
    public <T> Result<T> in(Result<T> result) {
        return (operation, answer) -> {
            try {
                return result.read(operation, answer);
            } catch (StatusException failure) {
                Mapping mapping = byStatus.get(failure.status());
                if (mapping == null) {
                    throw failure;
                }
                throw ErrorMappings.<RuntimeException>unchecked(mapping.exception(operation, answer, failure));
            }
        };
    }

    /** Throws it as it is. */
    @SuppressWarnings("unchecked")
    private static <X extends Exception> RuntimeException unchecked(Exception exception) throws X {
        throw (X) exception;
    }
}
