package dev.failover.agent.client.apache4;

import java.lang.reflect.Field;
import java.util.Map;
import org.apache.http.HttpException;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.Configurable;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.conn.routing.HttpRoutePlanner;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.params.BasicHttpParams;
import org.apache.http.params.HttpParams;
import org.apache.http.params.HttpParamsNames;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** What a client and a request are configured to. Immutable. */
final class Settings {
    /** Private to the client, and only looked at; unknown where a module hides it. */
    private static final ClassValue<Fields> FIELDS = new ClassValue<Fields>() {
        @Override
        protected Fields computeValue(Class<?> client) {
            return new Fields(field(client, "defaultConfig"), field(client, "routePlanner"));
        }
    };

    private static final @Nullable Field PARAMETERS = field(BasicHttpParams.class, "parameters");

    /** Mostly one client is asked again and again, and its configuration is the same object each time. */
    private static volatile @Nullable Bounded latest;

    private final CloseableHttpClient client;
    private final @Nullable RequestConfig config;

    private static final class Fields {
        final @Nullable Field config;
        final @Nullable Field planner;

        Fields(@Nullable Field config, @Nullable Field planner) {
            this.config = config;
            this.planner = planner;
        }
    }

    private Settings(CloseableHttpClient client, @Nullable RequestConfig config) {
        this.client = client;
        this.config = config;
    }

    /** In the order in which the client itself looks for them. */
    static Settings of(CloseableHttpClient client, HttpRequest request, @Nullable HttpContext context) {
        RequestConfig config = request instanceof Configurable ? ((Configurable) request).getConfig() : null;
        HttpParams old = request.getParams();
        if (config == null && hasAny(old)) {
            // Configured as before 4.3: only the client itself can tell what that means.
            return new Settings(client, null);
        }
        if (config == null && context != null) {
            Object inContext = context.getAttribute(HttpClientContext.REQUEST_CONFIG);
            config = inContext instanceof RequestConfig ? (RequestConfig) inContext : null;
        }
        if (config == null && client instanceof Configurable) {
            config = ((Configurable) client).getConfig();
        }
        if (config == null) {
            config = value(FIELDS.get(client.getClass()).config, client, RequestConfig.class);
        }
        return new Settings(client, config);
    }

    private static boolean hasAny(HttpParams old) {
        if (old.getClass() == BasicHttpParams.class) {
            // Its names are a copy each time, of what is nearly always empty.
            Map<?, ?> all = value(PARAMETERS, old, Map.class);
            if (all != null) {
                return !all.isEmpty();
            }
        }
        return !(old instanceof HttpParamsNames)
                || !((HttpParamsNames) old).getNames().isEmpty();
    }

    /** Null when the client does not say. */
    @Nullable
    RequestConfig config() {
        return config;
    }

    /** The same with a shorter time to connect, in nanoseconds; 0 for none of ours. */
    @Nullable
    RequestConfig bounded(long connectNanos) {
        RequestConfig base = config;
        if (base == null || connectNanos <= 0) {
            return base;
        }
        int connectMillis = shorter(base.getConnectTimeout(), connectNanos);
        if (connectMillis == base.getConnectTimeout()) {
            return base;
        }
        Bounded known = latest;
        if (known == null || known.base != base || known.bounded.getConnectTimeout() != connectMillis) {
            known = new Bounded(
                    base,
                    RequestConfig.copy(base).setConnectTimeout(connectMillis).build());
            latest = known;
        }
        return known.bounded;
    }

    /** A configuration, which cannot change, and what we made of it. */
    private static final class Bounded {
        final RequestConfig base;
        final RequestConfig bounded;

        Bounded(RequestConfig base, RequestConfig bounded) {
            this.base = base;
            this.bounded = bounded;
        }
    }

    /** The client takes 0 for no bound at all and less for the system's own. */
    private static int shorter(int millis, long nanos) {
        int ours = (int) Math.min(Integer.MAX_VALUE, Math.max(1, nanos / 1_000_000));
        return millis > 0 ? Math.min(millis, ours) : ours;
    }

    /** Whether the client would send a request by a proxy; not so where it does not let anybody know. */
    boolean isProxied(HttpHost target, HttpRequest request, HttpContext context) throws HttpException {
        if (config != null && config.getProxy() != null) {
            return true;
        }
        HttpRoutePlanner planner = value(FIELDS.get(client.getClass()).planner, client, HttpRoutePlanner.class);
        return planner != null
                && planner.determineRoute(target, request, context).getProxyHost() != null;
    }

    private static @Nullable Field field(Class<?> client, String name) {
        try {
            Field field = client.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException | RuntimeException hidden) {
            return null;
        }
    }

    private static <T> @Nullable T value(@Nullable Field field, Object owner, Class<T> type) {
        try {
            Object value = field == null ? null : field.get(owner);
            return type.isInstance(value) ? type.cast(value) : null;
        } catch (IllegalAccessException hidden) {
            return null;
        }
    }
}
