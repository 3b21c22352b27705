package dev.failover.agent.client.okhttp;

import dev.failover.agent.client.ShortHandler;
import okhttp3.internal.http.RealInterceptorChain;
import org.jspecify.annotations.Nullable;

/**
 * Is named where a version of OkHttp sends a request that has nothing to be woven: what this class refers to is what it lacks,
 * so that it is told of, and left alone.
 */
public final class OkHttpBefore34 extends ShortHandler {
    @Override
    public Object @Nullable [] enter(
            @Nullable Object self, @Nullable Object none, @Nullable Object nothing, @Nullable Object nobody) {
        if (self instanceof RealInterceptorChain) {
            throw new IllegalStateException(self + " is woven by another name");
        }
        return null;
    }
}
