package dev.failover.agent.client.okhttp;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/** What is left of a call's chain when the program's own interceptors are through. Immutable. */
final class Following {
    private final Chains chains;
    private final Interceptor.Chain chain;
    private final Object follower;

    Following(Chains chains, Interceptor.Chain chain, Object follower) {
        this.chains = chains;
        this.chain = chain;
        this.follower = follower;
    }

    boolean isCanceled() {
        return chains.isCanceled(chain, follower);
    }

    /** The time between two reads that the program allows, in milliseconds; 0 for any, or less if it is not known. */
    int readTimeoutMillis() {
        return chains.readTimeout().of(chain);
    }

    /** The same with shorter time-outs; 0 leaves one alone. */
    Following within(long connectNanos, long nanos) {
        Interceptor.Chain bounded = chains.connectTimeout().shorten(chain, connectNanos);
        bounded = chains.readTimeout().shorten(bounded, nanos);
        bounded = chains.writeTimeout().shorten(bounded, nanos);
        return bounded == chain ? this : new Following(chains, bounded, follower);
    }

    Response proceed(Request request) throws IOException {
        return chain.proceed(request);
    }
}
