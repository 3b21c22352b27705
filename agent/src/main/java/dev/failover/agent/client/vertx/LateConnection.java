package dev.failover.agent.client.vertx;

import io.vertx.core.net.SocketAddress;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** The connection of a {@link LateRequest}: a program that wants more of it than everybody knows makes it connect. */
final class LateConnection implements InvocationHandler {
    private final LateRequest late;
    private final Later later;

    LateConnection(LateRequest late, Later later) {
        this.late = late;
        this.later = later;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (later.target() == null && method.getDeclaringClass() != Object.class) {
            Requested requested = late.requested();
            switch (method.getName()) {
                case "isSsl":
                    return requested.isSecure();
                case "remoteAddress":
                    return SocketAddress.inetSocketAddress(requested.port(), requested.host());
                default:
                    late.connect();
            }
        }
        return later.invoke(proxy, method, arguments);
    }
}
