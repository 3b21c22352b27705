package dev.failover.store;

import java.nio.ByteBuffer;
import org.ehcache.spi.serialization.Serializer;

/** What Ehcache asks for the bytes of an entry; see {@link EntryFormat}. Thread-safe. */
final class EntrySerializer implements Serializer<Entry> {
    @Override
    public ByteBuffer serialize(Entry entry) {
        return EntryWriter.write(entry);
    }

    @Override
    public Entry read(ByteBuffer bytes) {
        return EntryReader.read(bytes);
    }

    @Override
    public boolean equals(Entry entry, ByteBuffer bytes) {
        return entry.equals(read(bytes));
    }
}
