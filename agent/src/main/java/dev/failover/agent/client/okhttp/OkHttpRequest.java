package dev.failover.agent.client.okhttp;

import dev.failover.agent.client.Answers;
import dev.failover.agent.client.ShortHandler;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Gives the part of OkHttp that adds cookies, and the cache behind it, the URL that the program asked for. */
public final class OkHttpRequest extends ShortHandler {
    private final Chains chains = new Chains();

    /** Made by name, on the first request. */
    public OkHttpRequest() throws ReflectiveOperationException {}

    @Override
    public Object @Nullable [] enter(
            @Nullable Object self, @Nullable Object request, @Nullable Object interceptors, @Nullable Object index) {
        if (chains.step(Chains.follower(interceptors, index)) != Chains.Step.HEADERS) {
            return null;
        }
        OkHttpAttempt current = OkHttpAttempt.current();
        if (current == null || !(request instanceof Request)) {
            return null;
        }
        Detour detour = current.detour();
        return detour == null ? null : Answers.returned(detour.forProgram((Request) request));
    }
}
