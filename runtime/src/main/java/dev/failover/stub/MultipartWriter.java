package dev.failover.stub;

import dev.failover.codec.Codec;
import dev.failover.codec.CodecException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one body, {@code multipart/form-data} of RFC 7578. Null and empty add nothing; a collection or array adds a
 * part for each element that is not null. All is read at once, as another attempt may need it again. Not thread-safe.
 */
public final class MultipartWriter {
    private static final String BYTES = "application/octet-stream";
    private static final int BUFFER = 8_192;

    private final String boundary = "failover-" + UUID.randomUUID();
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    /** No part yet. */
    public MultipartWriter() {}

    /** A part with the usual type and file name. */
    public MultipartWriter part(String name, @Nullable Object value) {
        return part(name, value, "", "");
    }

    /**
     * A part.
     *
     * @param value {@code byte[]}, {@code File}, {@code Path} or {@code InputStream}, which is read to its end and not closed;
     *     several of these; anything else is text
     * @param fileName empty for the usual one: that of the file, if it is one
     * @param contentType empty for the usual one: none for text
     * @throws UncheckedIOException if it cannot be read
     * @throws IllegalArgumentException if a name holds a control character
     */
    public MultipartWriter part(String name, @Nullable Object value, String fileName, String contentType) {
        if (value instanceof Optional) {
            part(name, ((Optional<?>) value).orElse(null), fileName, contentType);
        } else if (value instanceof Collection) {
            for (Object element : (Collection<?>) value) {
                part(name, element, fileName, contentType);
            }
        } else if (value instanceof Object[]) {
            part(name, Arrays.asList((Object[]) value), fileName, contentType);
        } else if (value != null) {
            single(name, value, fileName, contentType);
        }
        return this;
    }

    /** One part an entry, or several where its value is a collection. */
    public MultipartWriter part(@Nullable Map<String, ?> parts) {
        return part(parts, "", "");
    }

    /** One part an entry, all with this type and file name. */
    public MultipartWriter part(@Nullable Map<String, ?> parts, String fileName, String contentType) {
        if (parts != null) {
            parts.forEach((name, value) -> part(name, value, fileName, contentType));
        }
        return this;
    }

    /** A part that the codec writes. */
    public MultipartWriter part(String name, @Nullable Object value, Type type, Codec codec) {
        return part(name, value, type, codec, "", codec.contentType());
    }

    /**
     * A part that the codec writes.
     *
     * @throws CodecException if it cannot
     */
    public MultipartWriter part(
            String name, @Nullable Object value, Type type, Codec codec, String fileName, String contentType) {
        if (value != null) {
            byte[] bytes;
            try {
                bytes = codec.encode(value, type);
            } catch (IOException failure) {
                throw new CodecException(
                        "cannot write the part " + name + ": " + type.getTypeName() + " by "
                                + codec.getClass().getSimpleName() + ": " + failure.getMessage(),
                        failure);
            }
            write(name, fileName, contentType.isEmpty() ? codec.contentType() : contentType, bytes);
        }
        return this;
    }

    private void single(String name, Object value, String fileName, String contentType) {
        String type = contentType.isEmpty() ? BYTES : contentType;
        try {
            if (value instanceof byte[]) {
                write(name, fileName, type, (byte[]) value);
            } else if (value instanceof File) {
                file(name, ((File) value).toPath(), fileName, type);
            } else if (value instanceof Path) {
                file(name, (Path) value, fileName, type);
            } else if (value instanceof InputStream) {
                write(name, fileName, type, readAll((InputStream) value));
            } else {
                write(name, fileName, contentType, value.toString().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read the part " + Names.visible(name), failure);
        }
    }

    private void file(String name, Path file, String fileName, String contentType) throws IOException {
        Path last = file.getFileName();
        String usual = last == null ? "" : last.toString();
        write(name, fileName.isEmpty() ? usual : fileName, contentType, Files.readAllBytes(file));
    }

    private static byte[] readAll(InputStream stream) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER];
        for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
            all.write(buffer, 0, n);
        }
        return all.toByteArray();
    }

    private void write(String name, String fileName, String contentType, byte[] bytes) {
        text("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + quoted(name) + '"');
        if (!fileName.isEmpty()) {
            text("; filename=\"" + quoted(fileName) + '"');
        }
        if (!contentType.isEmpty()) {
            text("\r\nContent-Type: " + unbroken(contentType));
        }
        text("\r\n\r\n");
        content.write(bytes, 0, bytes.length);
        text("\r\n");
    }

    private void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        content.write(bytes, 0, bytes.length);
    }

    /** As browsers do it: UTF-8, and a quotation mark as {@code %22}. */
    private static String quoted(String name) {
        return unbroken(name).replace("\"", "%22");
    }

    private static String unbroken(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                throw new IllegalArgumentException("\"" + Names.visible(text)
                        + "\" cannot stand in the head of a part: it holds a control character");
            }
        }
        return text;
    }

    String boundary() {
        return boundary;
    }

    /** With its end: nothing can be added any more. */
    byte[] content() {
        text("--" + boundary + "--\r\n");
        return content.toByteArray();
    }
}
