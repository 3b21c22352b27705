package org.ehcache.shadow.org.terracotta.offheapstore.buffersource;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/**
 * Takes the place of Ehcache's class of this name, which halts the JVM when memory outside of the heap takes too long to come by: it is
 * the program's JVM, and no cache is worth that.
 */
public class TimingBufferSource implements BufferSource {
    private final BufferSource source;

    public TimingBufferSource(
            BufferSource source,
            long slow,
            TimeUnit slowUnit,
            long critical,
            TimeUnit criticalUnit,
            boolean haltOnCritical) {
        this.source = source;
    }

    @Override
    public ByteBuffer allocateBuffer(int size) {
        return source.allocateBuffer(size);
    }
}
