package dev.failover.store;

import dev.failover.cache.Selector;
import dev.failover.cache.StoredResponse;
import dev.failover.cache.Times;
import dev.failover.cache.Variants;
import dev.failover.http.Headers;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@link EntryWriter} wrote, and nothing else. Not thread-safe. */
final class EntryReader {
    private final ByteBuffer in;

    private EntryReader(ByteBuffer in) {
        this.in = in;
    }

    /** @throws CorruptEntryException if these are not, to the last bit, the bytes of an entry of this format */
    static Entry read(ByteBuffer bytes) {
        ByteBuffer in = bytes.slice();
        try {
            EntryReader reader = new EntryReader(in);
            reader.check();
            Entry entry = reader.entry();
            if (in.remaining() != EntryFormat.TAIL) {
                throw new CorruptEntryException(in.remaining() + " bytes are left over", null);
            }
            return entry;
        } catch (BufferUnderflowException | IllegalArgumentException wrong) {
            throw new CorruptEntryException("its parts do not fit together", wrong);
        }
    }

    private void check() {
        int length = in.remaining();
        if (length < EntryFormat.HEAD + EntryFormat.TAIL) {
            throw new CorruptEntryException("it has " + length + " bytes only", null);
        }
        if (in.getInt() != EntryFormat.MAGIC) {
            throw new CorruptEntryException("it does not begin as an entry does", null);
        }
        int format = in.getInt();
        if (format != EntryFormat.FORMAT) {
            throw new CorruptEntryException("it is of format " + format, null);
        }
        int said = in.getInt();
        if (said != length) {
            throw new CorruptEntryException("it has " + length + " bytes instead of " + said, null);
        }
        int end = length - EntryFormat.TAIL;
        if (in.getInt(end) != EntryFormat.checksum(in, end)) {
            throw new CorruptEntryException("its check sum is wrong", null);
        }
    }

    private Entry entry() {
        String key = string();
        long version = in.getLong();
        int count = count(1);
        List<StoredResponse> responses = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            responses.add(response());
        }
        return new Entry(key, new Variants(version, responses));
    }

    private StoredResponse response() {
        int status = in.getInt();
        Headers.Builder headers = Headers.builder();
        int fields = count(2 * Integer.BYTES);
        for (int i = 0; i < fields; i++) {
            headers.add(string(), string());
        }
        String credentials = string();
        int selecting = count(2 * Integer.BYTES);
        String[] names = new String[selecting];
        @Nullable String[] values = new String[selecting];
        for (int i = 0; i < selecting; i++) {
            names[i] = string();
            values[i] = stringOrNull();
        }
        Times times = new Times(in.getLong(), in.getLong(), in.getLong(), in.getLong());
        long offset = in.getLong();
        long completeLength = in.getLong();
        byte[] body = new byte[count(1)];
        in.get(body);
        return new StoredResponse(
                status, headers.build(), body, new Selector(credentials, names, values), times, offset, completeLength);
    }

    /** A number of things, each of which needs that many bytes at least: memory is only asked for what can be there. */
    private int count(int bytesEach) {
        int count = in.getInt();
        if (count < 0 || count > in.remaining() / bytesEach) {
            throw new CorruptEntryException("it says that " + count + " follow", null);
        }
        return count;
    }

    private String string() {
        String text = stringOrNull();
        if (text == null) {
            throw new CorruptEntryException("a text is missing", null);
        }
        return text;
    }

    private @Nullable String stringOrNull() {
        int code = in.getInt();
        if (code == EntryFormat.NO_STRING) {
            return null;
        }
        boolean wide = (code & 1) == 1;
        int length = code >>> 1;
        if (length > in.remaining() / (wide ? 2 : 1)) {
            throw new CorruptEntryException("it says that a text of " + length + " follows", null);
        }
        char[] chars = new char[length];
        for (int i = 0; i < length; i++) {
            chars[i] = wide ? in.getChar() : (char) (in.get() & 0xFF);
        }
        return new String(chars);
    }
}
