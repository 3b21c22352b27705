package dev.failover.agent.client.okhttp;

import okhttp3.Call;
import okhttp3.CookieJar;
import okhttp3.Interceptor;
import org.jspecify.annotations.Nullable;

/** What is left of a call's chain when the program's own interceptors are through. Immutable. */
final class Following {
    private static final long LATER_NANOS = 1_000_000_000;

    private final Chains chains;
    private final Interceptor.Chain chain;
    private final Object follower;
    private final @Nullable Object interceptors;

    Following(Chains chains, Interceptor.Chain chain, Object follower, @Nullable Object interceptors) {
        this.chains = chains;
        this.chain = chain;
        this.follower = follower;
        this.interceptors = interceptors;
    }

    /** Where cookies come from; null when that cannot be told. */
    @Nullable
    CookieJar cookies() {
        return chains.cookies(chain, interceptors);
    }

    /** The program's call; null in versions that do not tell it. */
    @Nullable
    Call call() {
        return chains.call(chain);
    }

    Call copyOf(Call call) {
        return chains.copy(call);
    }

    boolean isCanceled() {
        return chains.isCanceled(chain, follower);
    }

    /** The time between two reads that the program allows, as {@link #readTimeoutMillis(Interceptor.Chain)}. */
    int readTimeoutMillis() {
        return readTimeoutMillis(chain);
    }

    /** The time between two reads that a chain allows, in milliseconds; 0 for any, or less if it is not known. */
    int readTimeoutMillis(Interceptor.Chain ofAttempt) {
        return chains.readTimeout().of(ofAttempt);
    }

    /** The time that the program gives the call in all, in nanoseconds; 0 for any, or if it is not known. */
    long callTimeoutNanos() {
        return chains.callTimeoutNanos(chain);
    }

    /** The chain with shorter time-outs; 0 leaves one alone. */
    Interceptor.Chain within(long connectNanos, long nanos) {
        Interceptor.Chain bounded = chains.connectTimeout().shorten(chain, connectNanos);
        bounded = chains.readTimeout().shorten(bounded, nanos);
        // OkHttp closes the connection when it is over, which may block the one thread that it has for all of them: not
        // before
        // we have broken it off ourselves.
        return chains.writeTimeout().shorten(bounded, nanos > 0 ? nanos + LATER_NANOS : 0);
    }

    /** Whether OkHttp cannot be told how long a call may connect. */
    boolean connectsInOwnTime() {
        return !chains.connectTimeout().canBeTold();
    }

    boolean followsRedirects() {
        return chains.followsRedirects(chain, follower);
    }
}
