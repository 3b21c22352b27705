package dev.failover.agent.client.vertx;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import org.jspecify.annotations.Nullable;

/** Asks the client itself, past the agent. */
final class OwnAttempt {
    /** Only until the woven method is entered, so that what the program asks in between is not taken for ours. */
    private static final ThreadLocal<@Nullable Boolean> ENTERING = new ThreadLocal<>();

    /** By itself: what the program breaks off because of that is its own affair. */
    private static final ThreadLocal<HttpClientRequest> BREAKING = new ThreadLocal<>();

    /** The client itself is about to ask for another request, because it follows a redirect. */
    private static final ThreadLocal<@Nullable Boolean> FOLLOWING = new ThreadLocal<>();

    /** As HTTP/2 calls it. */
    private static final long CANCEL = 8;

    private OwnAttempt() {}

    /** Whether this thread is about to make an attempt of ours: told once. */
    static boolean isEntered() {
        boolean entered = ENTERING.get() != null;
        if (entered) {
            ENTERING.set(null);
        }
        return entered;
    }

    /** The client has a response on this thread that it may follow: at once, or not at all. */
    static void mayFollow() {
        FOLLOWING.set(true);
    }

    /** Whether a request may be one by which the client follows a redirect: told once. */
    static boolean isFollowing() {
        boolean following = FOLLOWING.get() != null;
        if (following) {
            FOLLOWING.set(null);
        }
        return following;
    }

    static Future<HttpClientRequest> of(HttpClient client, RequestOptions options) {
        ENTERING.set(true);
        try {
            return client.request(options);
        } finally {
            // Not removed: the next call of this thread would have to make the entry again.
            ENTERING.set(null);
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
