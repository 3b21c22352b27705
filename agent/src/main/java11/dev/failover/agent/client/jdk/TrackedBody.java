package dev.failover.agent.client.jdk;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The body of one attempt, which knows how far the client has come with it: its length is asked for when the head of the
 * request goes out on an open connection, and it is subscribed to when the body does. It also knows whether it was the
 * program's own publisher that did not bring the body to its end.
 */
final class TrackedBody implements BodyPublisher {
    private static final String EMPTY = "jdk.internal.net.http.RequestPublishers$EmptyPublisher";

    /** The publishers of the JDK that publish the same bytes to every subscriber; by name, because they are internal. */
    private static final Set<String> REPEATABLE = Set.of(
            "jdk.internal.net.http.RequestPublishers$ByteArrayPublisher",
            "jdk.internal.net.http.RequestPublishers$StringPublisher",
            "jdk.internal.net.http.RequestPublishers$IterablePublisher",
            "jdk.internal.net.http.RequestPublishers$FilePublisher",
            EMPTY);

    private final BodyPublisher body;
    private volatile boolean headSent;
    private volatile boolean empty;
    private volatile boolean subscribed;
    private volatile long length = -1;
    private volatile boolean failed;
    /** Whether the client may have given up connecting by a time of ours; null if there is none. */
    private volatile @Nullable BooleanSupplier late;

    TrackedBody(BodyPublisher body) {
        this.body = body;
    }

    /** Whether there is certainly nothing to publish; the publisher is not asked. */
    static boolean isEmpty(BodyPublisher body) {
        return body.getClass().getName().equals(EMPTY);
    }

    /** Whether the head of the request may have been sent. */
    boolean isHeadSent() {
        return headSent || subscribed;
    }

    /** Whether the body may be sent once more. */
    boolean isRepeatable() {
        return !subscribed || isRepeatableOnceSent();
    }

    /** Whether it will be repeatable even after it was sent; nothing is, whoever publishes it. */
    boolean isRepeatableOnceSent() {
        return empty || isRepeatable(body);
    }

    /** Whether it can be published any number of times, whatever it is. */
    static boolean isRepeatable(BodyPublisher body) {
        return REPEATABLE.contains(body.getClass().getName());
    }

    /** A connection is opened for it; the client has to have it before that is late. */
    void connects(@Nullable BooleanSupplier late) {
        this.late = late;
    }

    @Override
    public long contentLength() {
        BooleanSupplier connecting = late;
        if (!isHeadSent() && connecting != null && connecting.getAsBoolean()) {
            // The client may be closing the connection, and nobody could tell whether a head has gone out by it before.
            TrackedBody.<RuntimeException>fail(neverConnected());
        }
        headSent = true;
        // Not asked by us before: a publisher may wait in here for what the program is still writing.
        long announced;
        try {
            announced = body.contentLength();
        } catch (RuntimeException | Error failure) {
            failed = true;
            throw failure;
        }
        empty = announced == 0;
        length = announced;
        return announced;
    }

    /** As the client tells of it. */
    private static IOException neverConnected() {
        IOException failure = new HttpConnectTimeoutException("HTTP connect timed out");
        failure.initCause(new ConnectException("HTTP connect timed out"));
        return failure;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the client expects whatever a publisher throws
    private static <T extends Throwable> void fail(Throwable failure) throws T {
        throw (T) failure;
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        subscribed = true;
        try {
            body.subscribe(new Bytes(subscriber));
        } catch (RuntimeException | Error failure) {
            failed = true;
            throw failure;
        }
    }

    /** Whether the publisher failed by itself, or published more or less than it had announced. */
    boolean hasFailed() {
        return failed;
    }

    /** What one subscriber gets of the body. Until it gives up, what goes wrong does so at the publisher's. */
    private final class Bytes implements Subscriber<ByteBuffer>, Subscription {
        private final Subscriber<? super ByteBuffer> subscriber;
        private volatile @Nullable Subscription source;
        private volatile boolean over;
        private long published;

        Bytes(Subscriber<? super ByteBuffer> subscriber) {
            this.subscriber = subscriber;
        }

        private void failed() {
            if (!over) {
                over = true;
                failed = true;
            }
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            source = subscription;
            subscriber.onSubscribe(this);
        }

        @Override
        public void onNext(ByteBuffer item) {
            published += item.remaining();
            if (length > 0 && published > length) {
                failed();
            }
            subscriber.onNext(item);
        }

        @Override
        public void onError(Throwable failure) {
            failed();
            subscriber.onError(failure);
        }

        @Override
        public void onComplete() {
            if (published < length) {
                failed();
            }
            over = true;
            subscriber.onComplete();
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
}
