package dev.failover.codec;

import java.io.IOException;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Writes objects as bodies and reads them back. Implementations are thread-safe. One that is listed in {@code
 * META-INF/services/dev.failover.codec.Codec} is found by itself; any other is given to {@code create(manager, codec)} of
 * the generated client.
 */
public interface Codec {
    /** The media type that it writes and prefers to read, such as {@code application/json}. Never null. */
    String contentType();

    /**
     * Writes {@code value}.
     *
     * @param value never null
     * @param type its declared type, complete with type arguments
     * @return the body; the caller may keep it and does not write to it
     * @throws IOException if the value cannot be written; the caller adds which request it was
     */
    byte[] encode(Object value, Type type) throws IOException;

    /**
     * Reads a body.
     *
     * @param body not empty, and not to be written to or kept
     * @param type the declared type, complete with type arguments; a primitive type asks for its wrapper
     * @return null if the body stands for null
     * @throws IOException if the body cannot be read as that type; the caller adds which request it was
     */
    @Nullable
    Object decode(byte[] body, Type type) throws IOException;
}
