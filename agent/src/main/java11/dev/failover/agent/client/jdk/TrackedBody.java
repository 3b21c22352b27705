package dev.failover.agent.client.jdk;

import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.Flow.Subscriber;

/**
 * The body of one attempt, which knows how far the client has come with it: its length is asked for when the head of the
 * request goes out on an open connection, and it is subscribed to when the body does.
 */
final class TrackedBody implements BodyPublisher {
    /** The publishers of the JDK that publish the same bytes to every subscriber; by name, because they are internal. */
    private static final Set<String> REPEATABLE = Set.of(
            "jdk.internal.net.http.RequestPublishers$ByteArrayPublisher",
            "jdk.internal.net.http.RequestPublishers$StringPublisher",
            "jdk.internal.net.http.RequestPublishers$IterablePublisher",
            "jdk.internal.net.http.RequestPublishers$FilePublisher",
            "jdk.internal.net.http.RequestPublishers$EmptyPublisher");

    private final BodyPublisher body;
    private volatile boolean headSent;
    private volatile boolean empty;
    private volatile boolean subscribed;

    TrackedBody(BodyPublisher body) {
        this.body = body;
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
        return empty || REPEATABLE.contains(body.getClass().getName());
    }

    @Override
    public long contentLength() {
        headSent = true;
        // Not asked by us before: a publisher may wait in here for what the program is still writing.
        long length = body.contentLength();
        empty = length == 0;
        return length;
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        subscribed = true;
        body.subscribe(subscriber);
    }
}
