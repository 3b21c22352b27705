package dev.failover.codec;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.util.Iterator;
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

    /**
     * Reads the elements of a list one after the other, while the body comes. Whoever asks closes the body.
     *
     * @param body begins with {@code [}
     * @param element the declared type of an element, complete with type arguments
     * @return null if it cannot, and has read nothing: then the body is read as a whole. What goes wrong later its methods
     *     throw, as whichever {@link RuntimeException}
     * @throws IOException if the body is no such list
     */
    default @Nullable Iterator<?> elements(InputStream body, Type element) throws IOException {
        return null;
    }
}
