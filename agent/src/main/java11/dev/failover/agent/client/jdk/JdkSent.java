package dev.failover.agent.client.jdk;

import dev.failover.agent.client.ShortHandler;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Tells an attempt of the client's own future, as soon as there is one: what {@code send} waits for can be broken off by it. */
public final class JdkSent extends ShortHandler {
    private static volatile boolean isHeard;

    /** Whether attempts are told. Not before the first one, and never if this JDK's client works in another way. */
    static boolean isHeard() {
        return isHeard;
    }

    @Override
    public Object @Nullable [] enter(
            @Nullable Object client, @Nullable Object future, @Nullable Object request, @Nullable Object handler) {
        if (handler instanceof JdkAttempt && future instanceof Future) {
            isHeard = true;
            ((JdkAttempt<?>) handler).sent((Future<?>) future);
        }
        return null;
    }
}
