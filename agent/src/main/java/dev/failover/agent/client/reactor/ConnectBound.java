package dev.failover.agent.client.reactor;

import io.netty.channel.ChannelOption;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientConfig;
import reactor.netty.transport.Transport;
import reactor.netty.transport.TransportConfig;

/**
 * A client with another bound for connecting, as {@link HttpClient#option} makes it. The clients that a program derives from one
 * another share the map of their options: so do those that are made of them here, where that map can be got at.
 */
final class ConnectBound {
    private static final @Nullable MethodHandle OPTIONS = options(false);
    private static final @Nullable MethodHandle SET_OPTIONS = options(true);
    private static final @Nullable MethodHandle DUPLICATE = duplicate();

    /** A race costs a map. */
    private static volatile @Nullable ConnectBound latest;

    private final Map<?, ?> programs;
    private final int millis;
    private final Map<?, ?> bounded;

    private ConnectBound(Map<?, ?> programs, int millis, Map<?, ?> bounded) {
        this.programs = programs;
        this.millis = millis;
        this.bounded = bounded;
    }

    private static @Nullable MethodHandle options(boolean setter) {
        try {
            Field options = TransportConfig.class.getDeclaredField("options");
            options.setAccessible(true);
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            return setter
                    ? lookup.unreflectSetter(options)
                            .asType(MethodType.methodType(void.class, HttpClientConfig.class, Map.class))
                    : lookup.unreflectGetter(options).asType(MethodType.methodType(Map.class, HttpClientConfig.class));
        } catch (ReflectiveOperationException | RuntimeException hidden) {
            return null;
        }
    }

    private static @Nullable MethodHandle duplicate() {
        try {
            Method duplicate = Transport.class.getDeclaredMethod("duplicate");
            duplicate.setAccessible(true);
            return MethodHandles.lookup()
                    .unreflect(duplicate)
                    .asType(MethodType.methodType(HttpClient.class, HttpClient.class));
        } catch (ReflectiveOperationException | RuntimeException hidden) {
            return null;
        }
    }

    static HttpClient of(HttpClient client, int millis) {
        MethodHandle options = OPTIONS;
        MethodHandle setOptions = SET_OPTIONS;
        MethodHandle duplicate = DUPLICATE;
        if (options == null || setOptions == null || duplicate == null) {
            return client.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, millis);
        }
        try {
            Map<?, ?> programs = (Map<?, ?>) options.invoke(client.configuration());
            ConnectBound known = latest;
            if (known != null && known.programs == programs && known.millis == millis) {
                HttpClient copy = (HttpClient) duplicate.invokeExact(client);
                setOptions.invoke(copy.configuration(), known.bounded);
                return copy;
            }
            HttpClient bounded = client.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, millis);
            latest = new ConnectBound(programs, millis, (Map<?, ?>) options.invoke(bounded.configuration()));
            return bounded;
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
