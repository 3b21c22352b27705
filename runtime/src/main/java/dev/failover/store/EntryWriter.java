package dev.failover.store;

import dev.failover.cache.Selector;
import dev.failover.cache.StoredResponse;
import dev.failover.cache.Times;
import dev.failover.http.Headers;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Writes one entry as {@link EntryFormat} says: one pass counts the bytes, one writes them. Not thread-safe. */
final class EntryWriter {
    private final ByteBuffer out;

    private EntryWriter(ByteBuffer out) {
        this.out = out;
    }

    /** @throws TooLargeException if it is too large to lie in one piece */
    static ByteBuffer write(Entry entry) {
        long size = size(entry);
        if (size > Integer.MAX_VALUE - Long.BYTES) {
            throw new TooLargeException("all responses of one URI have " + size + " bytes: too large to store");
        }
        ByteBuffer out = ByteBuffer.allocate((int) size);
        new EntryWriter(out).entry(entry);
        out.putInt(EntryFormat.checksum(out, out.position()));
        if (out.hasRemaining()) {
            throw new IllegalStateException(out.remaining() + " bytes too many were counted");
        }
        out.flip();
        return out;
    }

    private static long size(Entry entry) {
        long size = EntryFormat.HEAD + EntryFormat.size(entry.key()) + Long.BYTES + Integer.BYTES + EntryFormat.TAIL;
        for (StoredResponse response : entry.variants().responses()) {
            size += 3 * Integer.BYTES + 6 * Long.BYTES + response.body().length;
            Headers headers = response.headers();
            for (int i = 0; i < headers.size(); i++) {
                size += EntryFormat.size(headers.name(i)) + EntryFormat.size(headers.value(i));
            }
            Selector selector = response.selector();
            size += EntryFormat.size(selector.credentials()) + Integer.BYTES;
            for (int i = 0; i < selector.size(); i++) {
                size += EntryFormat.size(selector.name(i)) + EntryFormat.size(selector.value(i));
            }
        }
        return size;
    }

    private void entry(Entry entry) {
        out.putInt(EntryFormat.MAGIC).putInt(EntryFormat.FORMAT).putInt(out.capacity());
        string(entry.key());
        out.putLong(entry.variants().version());
        out.putInt(entry.variants().responses().size());
        for (StoredResponse response : entry.variants().responses()) {
            response(response);
        }
    }

    private void response(StoredResponse response) {
        out.putInt(response.status());
        Headers headers = response.headers();
        out.putInt(headers.size());
        for (int i = 0; i < headers.size(); i++) {
            string(headers.name(i));
            string(headers.value(i));
        }
        Selector selector = response.selector();
        string(selector.credentials());
        out.putInt(selector.size());
        for (int i = 0; i < selector.size(); i++) {
            string(selector.name(i));
            string(selector.value(i));
        }
        Times times = response.times();
        out.putLong(times.requestMillis()).putLong(times.responseMillis());
        out.putLong(times.jvm()).putLong(times.responseNanos());
        out.putLong(response.offset()).putLong(response.completeLength());
        out.putInt(response.body().length).put(response.body());
    }

    private void string(@Nullable String text) {
        if (text == null) {
            out.putInt(EntryFormat.NO_STRING);
            return;
        }
        boolean wide = EntryFormat.isWide(text);
        out.putInt(2 * text.length() + (wide ? 1 : 0));
        for (int i = 0; i < text.length(); i++) {
            if (wide) {
                out.putChar(text.charAt(i));
            } else {
                out.put((byte) text.charAt(i));
            }
        }
    }
}
