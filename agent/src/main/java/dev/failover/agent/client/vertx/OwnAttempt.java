package dev.failover.agent.client.vertx;

import dev.failover.agent.client.ThreadMark;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import org.jspecify.annotations.Nullable;

/** Asks the client itself, past the agent. */
final class OwnAttempt {
    /** Only until the woven method is entered, so that what the program asks in between is not taken for ours. */
    private static final ThreadMark ENTERING = new ThreadMark();

    /** By itself: what the program breaks off because of that is its own affair. */
    private static final ThreadLocal<HttpClientRequest> BREAKING = new ThreadLocal<>();

    /** The client itself is about to ask for another request, because it follows a redirect. */
    private static final ThreadMark FOLLOWING = new ThreadMark();

    /** As HTTP/2 calls it. */
    private static final long CANCEL = 8;

    private OwnAttempt() {}

    /** Whether this thread is about to make an attempt of ours: told once. */
    static boolean isEntered() {
        return ENTERING.take();
    }

    /** The client has a response on this thread that it may follow: at once, or not at all. */
    static void mayFollow() {
        FOLLOWING.set(1);
    }

    /** Whether a request may be one by which the client follows a redirect: told once. */
    static boolean isFollowing() {
        return FOLLOWING.take();
    }

    static Future<HttpClientRequest> of(HttpClient client, RequestOptions options) {
        ENTERING.set(1);
        try {
            return client.request(options);
        } finally {
            ENTERING.set(0);
        }
    }

    /** Breaks a request off; it may have ended. */
    static void breakOff(HttpClientRequest request) {
        BREAKING.set(request);
        try {
            Versions.reset(request, CANCEL, null);
        } finally {
            BREAKING.remove();
        }
    }

    /** Whether it is us who break a request off. */
    static boolean isBreakingOff(@Nullable Object request) {
        return BREAKING.get() == request;
    }
}
