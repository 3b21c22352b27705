package dev.failover.agent.client.jdk;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** The program's own subscriber to the body of a response, which is recorded as far as that subscriber lets it come. */
final class RecordedBody<T> implements BodySubscriber<T>, Subscription {
    private final BodySubscriber<T> reader;
    private final BodyRecording recording;
    private volatile @Nullable Subscription source;

    RecordedBody(BodySubscriber<T> reader, BodyRecording recording) {
        this.reader = reader;
        this.recording = recording;
    }

    @Override
    public CompletionStage<T> getBody() {
        return reader.getBody();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        source = subscription;
        reader.onSubscribe(this);
    }

    @Override
    public void onNext(List<ByteBuffer> item) {
        // Before the reader empties the buffers.
        recording.tell(item);
        reader.onNext(item);
    }

    @Override
    public void onError(Throwable failure) {
        recording.abandon();
        reader.onError(failure);
    }

    @Override
    public void onComplete() {
        // First, so that a program which asks again as soon as it has the body finds it stored.
        recording.whole();
        reader.onComplete();
    }

    @Override
    public void request(long n) {
        Subscription from = source;
        if (from != null) {
            from.request(n);
        }
    }

    @Override
    public void cancel() {
        recording.abandon();
        Subscription from = source;
        if (from != null) {
            from.cancel();
        }
    }
}
