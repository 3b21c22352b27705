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

/** What a client and a request are configured to. Private to the client, and only looked at. Immutable. */
final class ClientSettings {
    private static final ClassValue<Fields> FIELDS = new ClassValue<Fields>() {
        @Override
        protected Fields computeValue(Class<?> client) {
            return new Fields(client);
        }
    };

    private static final Part PLANNER = new Part("routePlanner");
    private static final Part PROCESSOR = new Part("httpProcessor");

    private final @Nullable RequestConfig config;
    private final @Nullable Object exec;
    private final Fields fields;

    private static final class Fields {
        final boolean minimal;
        final @Nullable Field config;
        final @Nullable Field exec;
        /** What was made last: most requests have the same. */
        volatile @Nullable Bounded latest;

        Fields(Class<?> client) {
            minimal = client.getSimpleName().equals("MinimalHttpAsyncClient");
            config = minimal ? null : field(client, "defaultConfig");
            exec = field(client, minimal ? "execChain" : "exec");
        }
    }

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

    private ClientSettings(@Nullable RequestConfig config, @Nullable Object exec, Fields fields) {
        this.config = config;
        this.exec = exec;
        this.fields = fields;
    }

    /** In the order in which the client itself looks for them. */
    static ClientSettings of(HttpAsyncClient client, HttpRequest request, @Nullable HttpContext context) {
        Fields fields = FIELDS.get(client.getClass());
        RequestConfig config = request instanceof Configurable ? ((Configurable) request).getConfig() : null;
        if (config == null && context != null) {
            Object inContext = context.getAttribute(HttpClientContext.REQUEST_CONFIG);
            config = inContext instanceof RequestConfig ? (RequestConfig) inContext : null;
        }
        if (config == null) {
            Object clients = value(fields.config, client);
            config = clients instanceof RequestConfig ? (RequestConfig) clients : null;
        }
        Object exec = value(fields.exec, client);
        if (fields.minimal) {
            // From 4.1 on it does by itself what it had a part for before.
            exec = exec == null ? client : exec;
        }
        return new ClientSettings(config, exec, fields);
    }

    /** Whether the client asks a host by the name that it connects to, whatever the URL says. */
    boolean isMinimal() {
        return fields.minimal;
    }

    /** What the client sends its requests through; null when it does not say. */
    @Nullable
    Object processor() {
        return exec == null || !UserFields.isOwn(exec) ? null : PROCESSOR.of(exec);
    }

    /** Null when nobody has set any, or the client does not say. */
    @Nullable
    RequestConfig config() {
        return config;
    }

    /** What tells where a request goes; null when the client does not say, or has none. */
    @Nullable
    HttpRoutePlanner planner() {
        Object planner = exec == null || fields.minimal ? null : PLANNER.of(exec);
        return planner instanceof HttpRoutePlanner ? (HttpRoutePlanner) planner : null;
    }

    /**
     * The same with a shorter bound for connecting.
     *
     * @return null when that would not be the same in all the rest
     */
    @Nullable
    RequestConfig bounded(long connectNanos) {
        if (config == null && !fields.minimal && fields.config == null) {
            return null;
        }
        RequestConfig base = config == null ? RequestConfig.DEFAULT : config;
        int ours = (int) Math.min(Integer.MAX_VALUE, Math.max(1, connectNanos / 1_000_000));
        // The client takes 0 for no bound at all and less for the system's own.
        int theirs = base.getConnectTimeout();
        return theirs > 0 && theirs <= ours ? null : bounded(base, ours);
    }

    private RequestConfig bounded(RequestConfig base, int millis) {
        Bounded made = fields.latest;
        if (made == null || made.base != base || made.millis != millis) {
            made = new Bounded(base, millis);
            fields.latest = made;
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
