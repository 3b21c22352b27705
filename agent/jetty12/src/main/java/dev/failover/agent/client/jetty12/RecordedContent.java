package dev.failover.agent.client.jetty12;

import dev.failover.cache.BodyRecorder;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/** The content of a response, of which the cache hears what the program reads. */
final class RecordedContent implements Content.Source {
    private final Content.Source source;
    private final BodyRecorder recorder;

    RecordedContent(Content.Source source, BodyRecorder recorder) {
        this.source = source;
        this.recorder = recorder;
    }

    @Override
    public Content.@Nullable Chunk read() {
        Content.Chunk chunk = source.read();
        if (chunk == null) {
            return null;
        }
        if (Content.Chunk.isFailure(chunk)) {
            recorder.abandon();
            return chunk;
        }
        if (!recorder.isEnded()) {
            ByteBuffer content = chunk.getByteBuffer().slice();
            byte[] bytes = new byte[content.remaining()];
            content.get(bytes);
            recorder.write(bytes, 0, bytes.length);
            if (chunk.isLast()) {
                recorder.complete();
            }
        }
        return chunk;
    }

    @Override
    public void demand(Runnable callback) {
        source.demand(callback);
    }

    @Override
    public void fail(Throwable why) {
        recorder.abandon();
        source.fail(why);
    }
}
