package dev.failover.agent.client.apache5;

import dev.failover.cache.BodyRecorder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.nio.AsyncDataConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.jspecify.annotations.Nullable;

/** Tells the cache what the program consumes. */
final class RecordedConsumer implements AsyncDataConsumer {
    private final AsyncDataConsumer consumer;
    private final BodyRecorder recorder;

    RecordedConsumer(AsyncDataConsumer consumer, BodyRecorder recorder) {
        this.consumer = consumer;
        this.recorder = recorder;
    }

    @Override
    public void updateCapacity(CapacityChannel channel) throws IOException {
        consumer.updateCapacity(channel);
    }

    @Override
    public void consume(ByteBuffer bytes) throws IOException {
        if (!recorder.isEnded()) {
            // First: the program may write to the buffer.
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            recorder.write(copy, 0, copy.length);
        }
        consumer.consume(bytes);
    }

    @Override
    public void streamEnd(@Nullable List<? extends Header> trailers) throws HttpException, IOException {
        recorder.complete();
        consumer.streamEnd(trailers);
    }

    @Override
    public void releaseResources() {
        recorder.abandon();
        consumer.releaseResources();
    }
}
