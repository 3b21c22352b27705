package dev.failover.agent.client.jdk;

import dev.failover.agent.bridge.v1.Bridge;
import dev.failover.cache.BodyRecorder;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells a recorder the body of a response. It is whole for the recorder only when it is also {@link #confirm known} from where it has come:
 * the client follows redirects below us, and says so with its response, which may be there after the body. A fault in here costs the
 * program nothing.
 */
final class BodyRecording {
    private static final int WHOLE = 1;
    private static final int CONFIRMED = 2;

    private final BodyRecorder recorder;
    private final AtomicInteger known = new AtomicInteger();

    BodyRecording(BodyRecorder recorder) {
        this.recorder = recorder;
    }

    /** So many further bytes have come; the buffers stay as they are. */
    void tell(List<ByteBuffer> item) {
        if (recorder.isEnded()) {
            return;
        }
        try {
            for (ByteBuffer buffer : item) {
                byte[] bytes = new byte[buffer.remaining()];
                buffer.duplicate().get(bytes);
                recorder.write(bytes, 0, bytes.length);
            }
        } catch (RuntimeException | LinkageError fault) {
            failed(fault);
        }
    }

    /** The body has come to its end. */
    void whole() {
        learn(WHOLE);
    }

    /** The body is that of the resource which was asked for. */
    void confirm() {
        learn(CONFIRMED);
    }

    private void learn(int what) {
        int before = known.getAndUpdate(had -> had | what);
        if (before == (WHOLE | CONFIRMED) || (before | what) != (WHOLE | CONFIRMED)) {
            return;
        }
        try {
            recorder.complete();
        } catch (RuntimeException | LinkageError fault) {
            failed(fault);
        }
    }

    /** It is not stored. More than once does no harm. */
    void abandon() {
        try {
            recorder.abandon();
        } catch (RuntimeException | LinkageError fault) {
            Bridge.failed(fault);
        }
    }

    private void failed(Throwable fault) {
        Bridge.failed(fault);
        abandon();
    }
}
