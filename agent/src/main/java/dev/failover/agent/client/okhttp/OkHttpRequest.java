package dev.failover.agent.client.okhttp;

import dev.failover.agent.client.Answers;
import dev.failover.agent.client.ShortHandler;
import okhttp3.Interceptor;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Accompanies an attempt on its way through OkHttp's interceptors: what they are given, and when it is sent. */
public final class OkHttpRequest extends ShortHandler {
    private final Chains chains = new Chains();

    /** Made by name, on the first request. */
    public OkHttpRequest() throws ReflectiveOperationException {}

    @Override
    public Object @Nullable [] enter(
            @Nullable Object self, @Nullable Object request, @Nullable Object interceptors, @Nullable Object index) {
        Chains.Step step = chains.step(Chains.follower(interceptors, index));
        if (step != Chains.Step.HEADERS && step != Chains.Step.SEND) {
            return null;
        }
        OkHttpAttempt current = OkHttpAttempt.current();
        if (current == null || !(request instanceof Request) || !(self instanceof Interceptor.Chain)) {
            return null;
        }
        if (step == Chains.Step.SEND) {
            current.sends(((Interceptor.Chain) self).connection());
            return null;
        }
        Detour detour = current.detour();
        return detour == null ? null : Answers.returned(detour.forProgram((Request) request));
    }
}
