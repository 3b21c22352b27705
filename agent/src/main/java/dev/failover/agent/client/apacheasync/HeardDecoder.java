package dev.failover.agent.client.apacheasync;

import dev.failover.cache.BodyRecorder;
import java.io.IOException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import org.apache.http.nio.ContentDecoder;
import org.jspecify.annotations.Nullable;

/** Tells the cache what the program reads. */
final class HeardDecoder implements ContentDecoder {
    private final ContentDecoder decoder;
    private final BodyRecorder recorder;

    private HeardDecoder(ContentDecoder decoder, BodyRecorder recorder) {
        this.decoder = decoder;
        this.recorder = recorder;
    }

    /** @param recorder null for nobody who hears of it */
    static ContentDecoder of(ContentDecoder decoder, @Nullable BodyRecorder recorder) {
        return recorder == null || recorder.isEnded() ? decoder : new HeardDecoder(decoder, recorder);
    }

    /** Nothing more comes; once it has ended, it stays so. */
    static void end(@Nullable BodyRecorder recorder, boolean isWhole) {
        if (recorder == null || recorder.isEnded()) {
            return;
        }
        if (isWhole) {
            recorder.complete();
        } else {
            recorder.abandon();
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int n = decoder.read(into);
        if (n > 0) {
            byte[] copy = new byte[n];
            ByteBuffer read = into.duplicate();
            // By the class that Java 8 knows the method of.
            ((Buffer) read).position(into.position() - n);
            read.get(copy);
            recorder.write(copy, 0, n);
        }
        return n;
    }

    @Override
    public boolean isCompleted() {
        return decoder.isCompleted();
    }
}
