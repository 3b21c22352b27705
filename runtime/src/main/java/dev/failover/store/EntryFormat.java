package dev.failover.store;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * How an entry lies outside of the heap, all numbers big-endian: magic, format, length of the whole, content, CRC-32 of all that is
 * before it. A string is its number of chars times two, plus one if a char needs two bytes, and then its chars: nothing is lost,
 * half a surrogate pair neither. Everything changes with {@link #FORMAT}: what is of another format is not read.
 */
final class EntryFormat {
    static final int MAGIC = 0x46_43_45_4E;
    static final int FORMAT = 1;

    /** Magic, format and length. */
    static final int HEAD = 3 * Integer.BYTES;

    /** The check sum. */
    static final int TAIL = Integer.BYTES;

    /** In place of the length of a string that is not there. */
    static final int NO_STRING = -1;

    private EntryFormat() {}

    static boolean isWide(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xFF) {
                return true;
            }
        }
        return false;
    }

    static long size(@Nullable String text) {
        return Integer.BYTES + (text == null ? 0 : (long) text.length() * (isWide(text) ? 2 : 1));
    }

    /** Of the bytes from 0 to {@code end}. */
    static int checksum(ByteBuffer buffer, int end) {
        ByteBuffer bytes = buffer.duplicate();
        bytes.limit(end);
        bytes.position(0);
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return (int) sum.getValue();
    }
}
