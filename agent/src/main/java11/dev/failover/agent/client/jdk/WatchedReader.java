package dev.failover.agent.client.jdk;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** The program's own subscriber to the body of a response, of which can be told who ended it early: it, or the client. */
final class WatchedReader<T> implements BodySubscriber<T>, Subscription {
    private final BodySubscriber<T> reader;
    private volatile @Nullable Subscription source;
    /** The body was whole, or the program's subscriber had enough of it, or the client broke off. */
    private volatile boolean over;

    private volatile boolean brokenOff;

    WatchedReader(BodySubscriber<T> reader) {
        this.reader = reader;
    }

    /** Whether the client has done its part: if there is no body all the same, it is the program's own doing. */
    boolean isOwnFault() {
        return over && !brokenOff;
    }

    @Override
    public CompletionStage<T> getBody() {
        return reader.getBody();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        source = subscription;
        reader(() -> reader.onSubscribe(this));
    }

    @Override
    public void onNext(List<ByteBuffer> item) {
        reader(() -> reader.onNext(item));
    }

    @Override
    public void onError(Throwable failure) {
        // What the program's subscriber throws comes back this way too.
        if (!over) {
            over = true;
            brokenOff = true;
        }
        reader.onError(failure);
    }

    @Override
    public void onComplete() {
        over = true;
        reader.onComplete();
    }

    private void reader(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error failure) {
            over = true;
            throw failure;
        }
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
        over = true;
        Subscription from = source;
        if (from != null) {
            from.cancel();
        }
    }
}
