package dev.failover.agent.client.apacheasync;

import dev.failover.agent.client.apache.UserFields;
import java.lang.reflect.Field;
import org.apache.http.HttpRequest;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.Configurable;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.conn.routing.HttpRoutePlanner;
import org.apache.http.nio.client.HttpAsyncClient;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** What clients of a class and their requests are configured to. Private to a client, and only looked at. Thread-safe. */
final class ClientSettings {
    private static final ClassValue<ClientSettings> OF_CLASSES = new ClassValue<ClientSettings>() {
        @Override
        protected ClientSettings computeValue(Class<?> client) {
            return new ClientSettings(client);
        }
    };

    private static final Part PLANNER = new Part("routePlanner");
    private static final Part PROCESSOR = new Part("httpProcessor");

    private final boolean minimal;
    private final @Nullable Field defaultConfig;
    private final @Nullable Field exec;
    /** What was made last: most requests have the same. */
    private volatile @Nullable Bounded latest;

    /** A part of a client's. */
    private static final class Part extends ClassValue<Part.Found> {
        private final String name;

        static final class Found {
            final @Nullable Field field;

            Found(@Nullable Field field) {
                this.field = field;
            }
        }

        Part(String name) {
            this.name = name;
        }

        @Override
        protected Found computeValue(Class<?> owner) {
            return new Found(field(owner, name));
        }

        @Nullable
        Object of(Object owner) {
            return value(get(owner.getClass()).field, owner);
        }
    }

    /** A configuration with a shorter bound for connecting, and what it was made of. */
    private static final class Bounded {
        final RequestConfig base;
        final int millis;
        final RequestConfig config;

        Bounded(RequestConfig base, int millis) {
            this.base = base;
            this.millis = millis;
            config = RequestConfig.copy(base).setConnectTimeout(millis).build();
        }
    }

    private ClientSettings(Class<?> client) {
        minimal = client.getSimpleName().equals("MinimalHttpAsyncClient");
        defaultConfig = minimal ? null : field(client, "defaultConfig");
        exec = field(client, minimal ? "execChain" : "exec");
    }

    static ClientSettings of(HttpAsyncClient client) {
        return OF_CLASSES.get(client.getClass());
    }

    /**
     * What counts for a request, in the order in which the client itself looks for it; null when nobody has set any, or the
     * client does not say.
     */
    @Nullable
    RequestConfig config(HttpAsyncClient client, HttpRequest request, @Nullable HttpContext context) {
        RequestConfig config = request instanceof Configurable ? ((Configurable) request).getConfig() : null;
        if (config == null && context != null) {
            Object inContext = context.getAttribute(HttpClientContext.REQUEST_CONFIG);
            config = inContext instanceof RequestConfig ? (RequestConfig) inContext : null;
        }
        if (config == null) {
            Object clients = value(defaultConfig, client);
            config = clients instanceof RequestConfig ? (RequestConfig) clients : null;
        }
        return config;
    }

    /** Whether the client asks a host by the name that it connects to, whatever the URL says. */
    boolean isMinimal() {
        return minimal;
    }

    /** What the client sends its requests through; null when it does not say. */
    @Nullable
    Object processor(HttpAsyncClient client) {
        Object part = value(exec, client);
        // From 4.1 on the minimal one does by itself what it had a part for before.
        Object sender = part == null && minimal ? client : part;
        return sender == null || !UserFields.isOwn(sender) ? null : PROCESSOR.of(sender);
    }

    /** What tells where a request goes; null when the client does not say, or has none. */
    @Nullable
    HttpRoutePlanner planner(HttpAsyncClient client) {
        Object part = minimal ? null : value(exec, client);
        Object planner = part == null ? null : PLANNER.of(part);
        return planner instanceof HttpRoutePlanner ? (HttpRoutePlanner) planner : null;
    }

    /**
     * A configuration that counts for a request with a shorter bound for connecting.
     *
     * @return null when that would not be the same in all the rest
     */
    @Nullable
    RequestConfig bounded(@Nullable RequestConfig config, long connectNanos) {
        if (config == null && !minimal && defaultConfig == null) {
            return null;
        }
        RequestConfig base = config == null ? RequestConfig.DEFAULT : config;
        int ours = (int) Math.min(Integer.MAX_VALUE, Math.max(1, connectNanos / 1_000_000));
        // The client takes 0 for no bound at all and less for the system's own.
        int theirs = base.getConnectTimeout();
        return theirs > 0 && theirs <= ours ? null : bounded(base, ours);
    }

    private RequestConfig bounded(RequestConfig base, int millis) {
        Bounded made = latest;
        if (made == null || made.base != base || made.millis != millis) {
            made = new Bounded(base, millis);
            latest = made;
        }
        return made.config;
    }

    private static @Nullable Field field(Class<?> owner, String name) {
        try {
            Field field = owner.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException | RuntimeException hidden) {
            return null;
        }
    }

    private static @Nullable Object value(@Nullable Field field, Object owner) {
        try {
            return field == null ? null : field.get(owner);
        } catch (IllegalAccessException hidden) {
            return null;
        }
    }
}
