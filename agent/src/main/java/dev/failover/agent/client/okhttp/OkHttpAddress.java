package dev.failover.agent.client.okhttp;

import dev.failover.agent.client.Answers;
import dev.failover.agent.client.ShortHandler;
import okhttp3.Address;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Says where an attempt connects to, and in whose name. */
public final class OkHttpAddress extends ShortHandler {
    @Override
    public Object @Nullable [] enter(
            @Nullable Object self, @Nullable Object made, @Nullable Object url, @Nullable Object none) {
        OkHttpAttempt current = OkHttpAttempt.current();
        if (current == null || !(made instanceof Address) || !(url instanceof HttpUrl)) {
            return null;
        }
        current.connects();
        Detour detour = current.detour();
        Address other = detour == null ? null : detour.address((Address) made, (HttpUrl) url);
        return other == null ? null : Answers.returned(other);
    }
}
