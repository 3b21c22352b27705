package dev.failover.agent.client.ahc;

import dev.failover.cache.BodyRecorder;
import io.netty.handler.codec.http.HttpHeaders;
import org.asynchttpclient.AsyncHandler;
import org.asynchttpclient.HttpResponseBodyPart;
import org.asynchttpclient.HttpResponseStatus;
import org.jspecify.annotations.Nullable;

/** Stands before the program's handler while a response is passed to it, and tells a recorder of the body. */
final class RecordedHandler<T> implements AsyncHandler<T> {
    private final AsyncHandler<T> programs;
    private final BodyRecorder recorder;
    private boolean begun;

    RecordedHandler(AsyncHandler<T> programs, BodyRecorder recorder) {
        this.programs = programs;
        this.recorder = recorder;
    }

    /** Nothing more is stored of it. */
    void forget() {
        recorder.abandon();
    }

    /** What the program breaks off ends as if it were whole. */
    private State heard(State programs) {
        if (programs == State.ABORT) {
            recorder.abandon();
        }
        return programs;
    }

    @Override
    public State onStatusReceived(HttpResponseStatus status) throws Exception {
        if (begun) {
            // The client has asked again, after the connection broke: this is another response.
            recorder.abandon();
        }
        begun = true;
        return heard(programs.onStatusReceived(status));
    }

    @Override
    public State onHeadersReceived(HttpHeaders headers) throws Exception {
        return heard(programs.onHeadersReceived(headers));
    }

    /** Before the program, which may use a buffer up. */
    @Override
    public State onBodyPartReceived(HttpResponseBodyPart part) throws Exception {
        if (!recorder.isEnded()) {
            byte[] bytes = part.getBodyPartBytes();
            recorder.write(bytes, 0, bytes.length);
        }
        return heard(programs.onBodyPartReceived(part));
    }

    @Override
    public State onTrailingHeadersReceived(HttpHeaders headers) throws Exception {
        return heard(programs.onTrailingHeadersReceived(headers));
    }

    @Override
    public void onThrowable(Throwable failure) {
        recorder.abandon();
        programs.onThrowable(failure);
    }

    @Override
    public @Nullable T onCompleted() throws Exception {
        recorder.complete();
        return programs.onCompleted();
    }
}
